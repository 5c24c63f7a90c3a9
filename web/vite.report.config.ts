import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The page as one script and one style sheet, for `annals report`, which puts them and the data into one file.
export default defineConfig({
  plugins: [svelte()],
  publicDir: false,
  build: {
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: 'src/report.ts',
      output: { format: 'iife', inlineDynamicImports: true, entryFileNames: 'report.js', assetFileNames: 'report[extname]' },
    },
  },
});
