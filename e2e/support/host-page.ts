import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { settings } from './settings';

export interface HostSite {
  url: string;
  close(): Promise<void>;
}

export interface HostPage {
  token?: string;
  pageLanguage?: string;
  chatLanguage?: string;
}

/** A business's own web site: another origin than the server's, and strict about what may run. */
export async function serveHostSite(page: HostPage = {}): Promise<HostSite> {
  const desk = settings.baseUrl;
  const policy = [
    "default-src 'none'",
    `script-src ${desk}/widget/embed.js`,
    `frame-src ${desk}/widget/`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

  const server = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
    });
    response.end(html(page));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  // The same machine under another name is another site.
  const hostName = new URL(desk).hostname === 'localhost' ? '127.0.0.1' : 'localhost';

  return {
    url: `http://${hostName}:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function html({
  token = settings.widgetToken,
  pageLanguage = 'en',
  chatLanguage,
}: HostPage): string {
  const language = chatLanguage ? ` data-language="${chatLanguage}"` : '';
  return `<!doctype html>
<html lang="${pageLanguage}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A plumber's site</title>
    <script src="${settings.baseUrl}/widget/embed.js" data-widget-url="/widget/chat.html" data-widget-token="${token}"${language}></script>
  </head>
  <body>
    <main>
      <h1>A plumber's site</h1>
      <p>Leaks, drains and water heaters since 1987.</p>
    </main>
  </body>
</html>`;
}
