import { join } from 'node:path'
import { defineConfig } from 'vite'

const page = join(import.meta.dirname, 'page')

export default defineConfig({
  root: page,
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [join(page, 'index.html'), join(page, 'start.ts')],
      // The page names it as it is: no code that runs before it could tell another name.
      output: { entryFileNames: ({ name }) => (name === 'start' ? 'start.js' : 'assets/[name]-[hash].js') },
    },
  },
})
