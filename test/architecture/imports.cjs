const { join } = require('node:path')
const levels = require('./levels.cjs')

/** Files of a feature, or of one subject in it, by the word that says which edge they are. */
const edge = names => `^controlplane/(?!platform/|console/).*[/-](${names})\\.ts$`
/** What the platform says to browsers: shapes of answers, kinds of changes. */
const platformContract = '^controlplane/platform/.*[/-](api|rules)\\.ts$'

/** Which files may import a package; a package that is not named here belongs to everybody. */
const owners = {
  aedes: ['^controlplane/platform/broker/embedded[^/]*\\.ts$'],
  mqtt: ['^agent/link/connection\\.ts$', '^controlplane/platform/broker/external\\.ts$'],
  ws: ['^controlplane/platform/broker/embedded[^/]*\\.ts$', '^agent/link/door[^/]*\\.ts$'],
  fastify: [edge('routes'), '^controlplane/platform/http/'],
  '@fastify': [edge('routes'), '^controlplane/platform/http/'],
  'drizzle-orm': [
    edge('tables|actions|queries'),
    '^controlplane/platform/[^/]+/tables\\.ts$',
    '^controlplane/platform/postgres/database\\.ts$',
  ],
  'openid-client': ['^controlplane/people/provider/(discovery-)?outside\\.ts$'],
  'node-cron': ['^controlplane/platform/cron\\.ts$'],
  http_ece: ['^controlplane/push/send/outside\\.ts$'],
  nodemailer: ['^controlplane/mail/send/outside\\.ts$'],
  systeminformation: ['^agent/sensors/inventory-process\\.ts$'],
  'date-holidays': ['^controlplane/calendar.*[/-]queries\\.ts$'],
  'ical.js': ['^controlplane/platform/files/calendar/[^/]*\\.ts$'],
  'cldr-core': ['^controlplane/platform/files/calendar/[^/]*\\.ts$'],
  'csv-parse': ['^controlplane/platform/files/table/[^/]*\\.ts$'],
  sax: ['^controlplane/platform/files/table/[^/]*\\.ts$'],
  '@e965/xlsx': ['^controlplane/platform/files/table/[^/]*\\.ts$'],
  'write-excel-file': ['^controlplane/platform/files/table/[^/]*\\.ts$'],
  fflate: ['^controlplane/platform/files/table/[^/]*\\.ts$'],
  '@peculiar/x509': [
    '^provisioning/authority/',
    '^controlplane/enrolment/',
    '^agent/identity/csr-process\\.ts$',
  ],
  'ipaddr.js': ['^controlplane/platform/reach/address\\.ts$'],
  'node:sqlite': ['^agent/memory/outbox/', '^controlplane/platform/postgres/embedded-lock\\.ts$'],
}

const tests = '^test/|\\.test\\.tsx?$|^vitest\\.config\\.ts$'
const rulesFile = '[/-]rules\\.ts$'
const folders = names => `^controlplane/(${names.join('|')})/`
const features = levels.slice(1).flat()

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}

function levelRules() {
  return levels.slice(1).flatMap((row, index) => {
    const higher = levels.slice(index + 2).flat()
    const name = row.join('-')
    const up = rule(
      `${name}-imports-nothing-above`,
      'A feature imports only what stands on a lower level; a higher fact comes in as a function from the root.',
      { path: folders(row) },
      { path: higher.length > 0 ? folders(higher) : '^$' },
    )
    const sideways = rule(
      `${name}-not-each-other`,
      'Features of one level do not know each other.',
      { path: folders(row) },
      { path: folders(row), pathNot: '^controlplane/$1/' },
    )
    return [...(higher.length > 0 ? [up] : []), ...(row.length > 1 ? [sideways] : [])]
  })
}

function ownerRules() {
  return Object.entries(owners).map(([packageName, files]) =>
    rule(
      `owner-of-${packageName.replace('node:', '')}`,
      `${packageName} has one owner, so that it can be replaced there.`,
      { pathNot: [tests, ...files] },
      // With and without the folder: a package that is not installed stays under its bare name.
      {
        path: `(^|node_modules/)(node:)?${packageName.replace('node:', '')}(/|$)`,
      },
    ),
  )
}

/** The console's levels, lowest first; between `parts` and `shell` stand the areas, a folder each. */
const consoleLevels = ['ui', 'data', 'session', 'parts']

function consoleRules() {
  const inConsole = '^controlplane/console/'
  const upTo = index => consoleLevels.slice(0, index + 1).join('|')
  const levels = consoleLevels.map((level, index) =>
    rule(
      `console-${level}-imports-nothing-above`,
      'The console stands in levels: what is low is known by all, and knows none of them.',
      { path: `${inConsole}${level}/` },
      { path: inConsole, pathNot: `${inConsole}(${upTo(index)})/` },
    ),
  )
  return [
    ...levels,
    rule(
      'console-ui-knows-no-contract',
      'console/ui/ is what every area is made of, whatever the product is about.',
      { path: `${inConsole}ui/` },
      { path: '^controlplane/[^/]+/', pathNot: inConsole },
    ),
    rule(
      'console-areas-not-each-other',
      'An area can be taken out without another noticing; the shell puts them together.',
      { path: `${inConsole}(?!(?:${upTo(3)}|shell)/)([^/]+)/` },
      { path: inConsole, pathNot: [`${inConsole}(${upTo(3)})/`, `${inConsole}$1/`] },
    ),
    rule(
      'console-page-stands-above-all',
      'The files that start the page are imported by nothing.',
      { path: `${inConsole}[^/]+/` },
      { path: `${inConsole}(main|first)\\.tsx?$` },
    ),
  ]
}

const forbidden = [
  rule(
    'protocol-stands-alone',
    'protocol/ imports typebox and itself: it runs in the agent, the server and the browser.',
    { path: '^protocol/', pathNot: tests },
    { pathNot: '^protocol/|(^|node_modules/)typebox(/|$)' },
  ),
  rule(
    'meet-in-protocol',
    'agent/, controlplane/ and provisioning/ never import each other; they meet in protocol/.',
    { path: '^(agent|controlplane|provisioning)/' },
    { path: '^(agent|controlplane|provisioning)/', pathNot: '^$1/' },
  ),
  rule(
    'programs-are-started',
    'A process of its own is started: what it loads must not stay in the memory of the agent.',
    { path: '^agent/' },
    { path: '^agent/.*-process\\.ts$|^agent/(main|enrol|desktop/main)\\.ts$' },
  ),
  rule(
    'platform-knows-no-feature',
    'Features stand on the platform, not the reverse.',
    { path: folders(['platform']) },
    { path: folders(features) },
  ),
  rule(
    'root-stands-above-all',
    'What wires the features is known to nothing below it.',
    { path: '^controlplane/[^/]+/' },
    { path: '^controlplane/(main|start|inbound|schedule|features|bringing)\\.ts$' },
  ),
  rule(
    'features-meet-at-their-edges',
    'A feature reaches another through actions, queries, rules, tables or api; never routes or inner files.',
    { path: folders(features), pathNot: tests },
    {
      path: folders(features),
      pathNot: ['^controlplane/$1/', edge('actions|queries|rules|tables|api|live|outside')],
    },
  ),
  rule(
    'no-cycles',
    'Files that import each other in a circle cannot be understood one at a time.',
    {},
    { circular: true },
  ),
  rule(
    'rules-are-pure',
    'rules.ts imports only rules.ts and protocol/: server, screen and tests read the same one.',
    { path: rulesFile },
    { pathNot: `${rulesFile}|^protocol/` },
  ),
  rule(
    'api-is-browser-safe',
    'api.ts is read by the console: typebox, rules, other contracts and protocol/ only.',
    { path: edge('api') },
    { pathNot: ['(^|node_modules/)typebox(/|$)', edge('api|rules'), platformContract, '^protocol/'] },
  ),
  rule(
    'queries-change-nothing',
    'A query reads; what changes something is an action.',
    { path: edge('queries') },
    { path: edge('actions|routes'), dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'what-lives-is-handed-in',
    'What starts, stops and remembers is started above; who needs it takes it as an argument.',
    { path: edge('tables|rules|api|queries|actions|outside') },
    { path: edge('live'), dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'the-network-is-outside',
    'In a feature no more than outside.ts and the edges that serve or live know the network.',
    { path: edge('tables|rules|api|queries|actions') },
    { path: '^(node:)?(https?|http2|net|tls|dns|dgram)(/|$)' },
  ),
  rule(
    'outside-knows-no-database',
    'What talks to others answers with values; who keeps them is an action.',
    { path: edge('outside') },
    { path: ['^controlplane/platform/postgres/', edge('tables|queries|actions|routes')] },
  ),
  rule(
    'routes-touch-no-tables',
    'A route parses, calls one action or query, and answers.',
    { path: edge('routes') },
    { path: edge('tables') },
  ),
  rule(
    'console-reads-contracts',
    "The console imports the features' api and rules, protocol/ and itself.",
    { path: '^controlplane/console/', pathNot: tests },
    {
      path: '^(agent|controlplane|provisioning)/',
      pathNot: [
        '^controlplane/console/',
        edge('api|rules'),
        platformContract,
        '^controlplane/contracts\\.ts$',
      ],
    },
  ),
  rule(
    'server-never-imports-console',
    'The console is built for the browser; the server only serves the result.',
    { path: '^(agent|controlplane|protocol|provisioning)/', pathNot: '^controlplane/console/' },
    { path: '^controlplane/console/' },
  ),
  rule(
    'agent-never-imports-page',
    'The page on the set runs in a browser, which may use camera and microphone; the agent may not.',
    { path: '^(agent|protocol|provisioning|controlplane)/', pathNot: '^agent/local-page/page/' },
    { path: '^agent/local-page/page/' },
  ),
  rule(
    'page-stays-in-the-browser',
    'The page on the set runs words and protocol/; of the agent it knows shapes only.',
    { path: '^agent/local-page/page/' },
    {
      path: ['^(agent|controlplane|provisioning)/', '^node:'],
      pathNot: ['^agent/local-page/(page/|token-header\\.ts$)'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  ...consoleRules(),
  rule(
    'only-tests-import-tests',
    'What tests need is not part of the product.',
    { pathNot: tests },
    { path: tests },
  ),
  ...levelRules(),
  ...ownerRules(),
]

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '^dist/',
        '^(controlplane/console|agent/local-page|agent/package)/dist/',
        '^controlplane/platform/migrations/',
      ],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, '..', '..', 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
