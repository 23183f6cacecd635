import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// One classic script with a fixed name: it runs on other people's pages, which keep its address
// for years. An IIFE library build takes a single entry, hence a build of its own.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, 'build/widget'),
    emptyOutDir: false,
    target: 'es2020',
    lib: {
      entry: resolve(import.meta.dirname, 'src/widget/embed.ts'),
      formats: ['iife'],
      name: 'FrontdeskWidget',
      fileName: () => 'embed.js',
    },
  },
});
