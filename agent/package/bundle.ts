import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where `npm run build:agent` puts the programs. */
export const bundleFolder = fileURLToPath(new URL('dist', import.meta.url))

/** The page of the set, as its own build leaves it; the agent looks for it beside itself. */
const pageFolder = `${root}/agent/local-page/dist`

/** The programs of a set; what starts another finds it beside itself, under the name of its source. */
export const programs = {
  agent: 'agent/main.ts',
  desktop: 'agent/desktop/main.ts',
  enrol: 'agent/enrol.ts',
  'csr-process': 'agent/identity/csr-process.ts',
  'inventory-process': 'agent/sensors/inventory-process.ts',
}

/**
 * How the agent is started so that it stays small: little room for what is young, a bound above all, and nothing kept
 * about how code runs so that it may run faster.
 */
export const smallRuntime = [
  '--max-semi-space-size=1',
  '--max-old-space-size=32',
  '--lite-mode',
  '--single-threaded',
]

/**
 * Puts each program with all it needs into one folder, for sets that have the runtime and nothing else. What starts
 * there is read at once, so it costs a third of the memory that its sources cost.
 * The page of the set must have been built.
 * @throws when something is missing that a program needs
 */
export async function buildAgent(folder = bundleFolder): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [systemStreams(), leanModules(), narrowText()],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      target: 'node26',
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, `${root}/${file}`])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  await cp(pageFolder, `${folder}/dist`, { recursive: true })
  await writeFile(`${folder}/package.json`, '{ "type": "module" }\n')
}

/** A copy of the system's streams comes with packages that also run elsewhere. */
function systemStreams(): Plugin {
  return {
    name: 'streams of the system',
    enforce: 'pre',
    resolveId: id => (id === 'readable-stream' ? { id: 'node:stream', external: true } : null),
  }
}

/**
 * What the agent needs of two modules that bring much along. An import of `node:http` looks at every name it has, and one
 * of those loads a whole client of the web: 4 MB that stay. `mqtt` comes with proxies and queues of its own.
 */
const lean: Readonly<Record<string, string>> = {
  'node:http': `export const { createServer, request } = process.getBuiltinModule('node:http')`,
  mqtt: `export { default as MqttClient } from 'mqtt/lib/client'`,
}

function leanModules(): Plugin {
  const mark = '\0lean:'
  return {
    name: 'modules without what is not needed',
    enforce: 'pre',
    resolveId: id => (Object.hasOwn(lean, id) ? `${mark}${id}` : null),
    load: id => (id.startsWith(mark) ? (lean[id.slice(mark.length)] ?? null) : null),
  }
}

/** One sign beyond Latin makes the runtime keep the whole text in two bytes a sign. */
function narrowText(): Plugin {
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  return {
    name: 'text of one byte a sign',
    generateBundle(_options, files) {
      for (const file of Object.values(files)) {
        if (file.type === 'chunk') file.code = file.code.replaceAll(/[\u0100-\uffff]/g, escaped)
      }
    },
  }
}

if (import.meta.main) await buildAgent()
