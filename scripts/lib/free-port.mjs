// Prints a port of this machine that nothing listens on. Below those that outgoing connections are given, which could take it at any moment.
import { createServer } from 'node:net';

const LOWEST = 15_000;
const HIGHEST = 30_000;

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

let port;
do {
  port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
} while (!(await isFree(port)));
console.log(port);
