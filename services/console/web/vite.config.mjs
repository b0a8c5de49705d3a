// Builds the console and the portal as files that the front serves; nothing in them is fetched from elsewhere.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const served = process.env.XUNBU_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  publicDir: here('public'),
  resolve: {
    alias: {
      '@words': here('../../../libs/platform/src/texts.ts'),
      '@kit': here('src/kit/kit.ts'),
      '@api': here('src/api/client.ts'),
    },
  },
  build: {
    outDir: here('../../../dist/web'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rollupOptions: { input: { console: here('console.html'), portal: here('portal.html') } },
  },
  // While one works on it: the pages from here, the rest from a running installation.
  server: { proxy: Object.fromEntries(['/api', '/oidc', '/sign-in', '/ready'].map((path) => [path, { target: served }])) },
});
