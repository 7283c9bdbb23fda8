import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * Contracts are schemas built by these calls; where only a word list of theirs is used, the calls fall away. So does every
 * call of a function with such a name whose value nobody uses, wherever it stands: none of them may do anything.
 */
const pureCalls = [
  'Type',
  'byReading',
  'orNull',
  'words',
  'idsOrMany',
  'percent',
  'rate',
  'milliseconds',
  'count',
]

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), startsFirst(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        antwoord: join(import.meta.dirname, 'antwoord.html'),
        start: join(import.meta.dirname, 'start.ts'),
        'push-worker': join(import.meta.dirname, 'push/worker.ts'),
      },
      treeshake: { manualPureFunctions: pureCalls },
      output: {
        // Browsers know it by this address for good.
        entryFileNames: ({ name }) => (name === 'push-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            // The policies for HTML and workers lie in a file that is read and run before all others.
            { name: 'first', test: /console\/(first|ui\/(scheme|workerScript))\.ts$/ },
            // Small, alike, and all of them wanted by the first page: together they weigh less.
            { name: 'addresses', test: /console\/[\w-]+\/(address|\w+Query)\.ts$/ },
            {
              name: 'kit',
              test: /console\/ui\/(Moment|Page|Skeleton|Status|Unknown|focus|useHeld|wallClock)\.tsx?$/,
            },
          ],
        },
      },
    },
  },
})

/** Puts the code that knows what to do when no other comes before all other code of the page. */
function startsFirst(): Plugin {
  return {
    name: 'starts first',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const start = Object.values(bundle).find(file => file.name === 'start')
        return [{ tag: 'script', attrs: { src: `/${start?.fileName}` }, injectTo: 'head-prepend' }]
      },
    },
  }
}

/** Writes every file of code and style compressed beside itself, so that the server never has to. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // Last of all: Vite itself still writes into the chunks in this step.
    generateBundle: {
      order: 'post',
      async handler(_, files) {
        for (const [name, file] of Object.entries(files)) {
          if (!/\.(js|css)$/.test(name)) continue
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          this.emitFile({
            type: 'asset',
            fileName: `${name}.br`,
            source: await promisify(brotliCompress)(source),
          })
          // Once, and read by everybody: as small as it gets.
          const packed = await promisify(gzip)(source, { level: constants.Z_BEST_COMPRESSION })
          this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: packed })
        }
      },
    },
  }
}
