import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The chat page is an ordinary page with hashed assets. It is built first and empties the folder;
// the embed script (vite.embed.config.ts) is then laid beside it.
export default defineConfig({
  root: resolve(import.meta.dirname, 'src/widget'),
  base: '/widget/',
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, 'build/widget'),
    emptyOutDir: true,
    // A data: address would need an exception in the page's Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: { input: resolve(import.meta.dirname, 'src/widget/chat.html') },
  },
});
