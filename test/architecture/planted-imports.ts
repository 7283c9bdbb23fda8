/** A file that breaks exactly one import rule: its place and what it imports, both from the top of the tree. */
export type Planted = { rule: string; file: string; imports: string }

/** The file of a planted violation is told from the others of its folder by this word in its name. */
const plant = (rule: string, file: string, imports: string): Planted => ({ rule, file, imports })

export const violations: Planted[] = [
  plant('protocol-stands-alone', 'protocol/planted-fs.ts', 'node:fs'),
  plant('protocol-stands-alone', 'protocol/planted-package.ts', 'postgres'),
  plant('meet-in-protocol', 'agent/planted-server.ts', 'controlplane/platform/clock.ts'),
  plant('meet-in-protocol', 'controlplane/platform/planted-agent.ts', 'agent/clock.ts'),
  plant('meet-in-protocol', 'provisioning/planted-agent.ts', 'agent/clock.ts'),
  plant('programs-are-started', 'agent/planted-inventory.ts', 'agent/sensors/inventory-process.ts'),
  plant(
    'platform-knows-no-feature',
    'controlplane/platform/planted-feature.ts',
    'controlplane/sets/queries.ts',
  ),
  plant('root-stands-above-all', 'controlplane/sets/planted-actions.ts', 'controlplane/inbound.ts'),
  plant('root-stands-above-all', 'controlplane/platform/planted-root.ts', 'controlplane/schedule.ts'),
  plant(
    'features-meet-at-their-edges',
    'controlplane/devices/planted-actions.ts',
    'controlplane/sets/routes.ts',
  ),
  plant(
    'features-meet-at-their-edges',
    'controlplane/devices/planted-inner.ts',
    'controlplane/sets/label-code.ts',
  ),
  plant('rules-are-pure', 'controlplane/sets/planted-core-rules.ts', 'node:fs'),
  plant('rules-are-pure', 'controlplane/sets/planted-table-rules.ts', 'controlplane/sets/tables.ts'),
  plant('rules-are-pure', 'controlplane/sets/planted-platform-rules.ts', 'controlplane/platform/clock.ts'),
  plant('api-is-browser-safe', 'controlplane/sets/planted-core-api.ts', 'node:crypto'),
  plant('api-is-browser-safe', 'controlplane/sets/planted-table-api.ts', 'controlplane/sets/tables.ts'),
  plant('queries-change-nothing', 'controlplane/sets/planted-queries.ts', 'controlplane/sets/actions.ts'),
  plant(
    'what-lives-is-handed-in',
    'controlplane/lessons/planted-live-queries.ts',
    'controlplane/lessons/clock/live.ts',
  ),
  plant('the-network-is-outside', 'controlplane/sets/planted-network-actions.ts', 'node:https'),
  plant('the-network-is-outside', 'controlplane/sets/planted-network-queries.ts', 'node:dns/promises'),
  plant(
    'outside-knows-no-database',
    'controlplane/people/planted-database-outside.ts',
    'controlplane/platform/postgres/database.ts',
  ),
  plant(
    'outside-knows-no-database',
    'controlplane/people/planted-actions-outside.ts',
    'controlplane/people/provider/actions.ts',
  ),
  plant('routes-touch-no-tables', 'controlplane/sets/planted-routes.ts', 'controlplane/sets/tables.ts'),
  plant('console-reads-contracts', 'controlplane/console/planted-queries.ts', 'controlplane/sets/queries.ts'),
  plant(
    'console-reads-contracts',
    'controlplane/console/planted-platform.ts',
    'controlplane/platform/clock.ts',
  ),
  plant(
    'server-never-imports-console',
    'controlplane/platform/planted-console.ts',
    'controlplane/console/data/fetch.ts',
  ),
  plant(
    'server-never-imports-console',
    'controlplane/planted-console.ts',
    'controlplane/console/data/fetch.ts',
  ),
  plant('agent-never-imports-page', 'agent/local-page/planted-server.ts', 'agent/local-page/page/camera.ts'),
  plant('page-stays-in-the-browser', 'agent/local-page/page/planted-agent.ts', 'agent/help/help.ts'),
  plant(
    'console-ui-imports-nothing-above',
    'controlplane/console/ui/planted-data.ts',
    'controlplane/console/data/low.ts',
  ),
  plant(
    'console-ui-imports-nothing-above',
    'controlplane/console/ui/planted-session.ts',
    'controlplane/console/session/low.ts',
  ),
  plant(
    'console-ui-imports-nothing-above',
    'controlplane/console/ui/planted-parts.ts',
    'controlplane/console/parts/low.ts',
  ),
  plant(
    'console-ui-imports-nothing-above',
    'controlplane/console/ui/planted-sets.ts',
    'controlplane/console/sets/low.ts',
  ),
  plant(
    'console-ui-imports-nothing-above',
    'controlplane/console/ui/planted-shell.ts',
    'controlplane/console/shell/low.ts',
  ),
  plant(
    'console-data-imports-nothing-above',
    'controlplane/console/data/planted-session.ts',
    'controlplane/console/session/low.ts',
  ),
  plant(
    'console-data-imports-nothing-above',
    'controlplane/console/data/planted-parts.ts',
    'controlplane/console/parts/low.ts',
  ),
  plant(
    'console-data-imports-nothing-above',
    'controlplane/console/data/planted-sets.ts',
    'controlplane/console/sets/low.ts',
  ),
  plant(
    'console-data-imports-nothing-above',
    'controlplane/console/data/planted-shell.ts',
    'controlplane/console/shell/low.ts',
  ),
  plant(
    'console-session-imports-nothing-above',
    'controlplane/console/session/planted-parts.ts',
    'controlplane/console/parts/low.ts',
  ),
  plant(
    'console-session-imports-nothing-above',
    'controlplane/console/session/planted-sets.ts',
    'controlplane/console/sets/low.ts',
  ),
  plant(
    'console-session-imports-nothing-above',
    'controlplane/console/session/planted-shell.ts',
    'controlplane/console/shell/low.ts',
  ),
  plant(
    'console-parts-imports-nothing-above',
    'controlplane/console/parts/planted-sets.ts',
    'controlplane/console/sets/low.ts',
  ),
  plant(
    'console-parts-imports-nothing-above',
    'controlplane/console/parts/planted-shell.ts',
    'controlplane/console/shell/low.ts',
  ),
  plant(
    'console-ui-knows-no-contract',
    'controlplane/console/ui/planted-contract.ts',
    'controlplane/sets/api.ts',
  ),
  plant(
    'console-areas-not-each-other',
    'controlplane/console/sets/planted-area.ts',
    'controlplane/console/set/page.ts',
  ),
  plant(
    'console-areas-not-each-other',
    'controlplane/console/set/planted-area.ts',
    'controlplane/console/sets/page.ts',
  ),
  plant(
    'console-areas-not-each-other',
    'controlplane/console/sets/planted-shell.ts',
    'controlplane/console/shell/page.ts',
  ),
  plant(
    'console-page-stands-above-all',
    'controlplane/console/shell/planted-main.ts',
    'controlplane/console/main.tsx',
  ),
  plant('only-tests-import-tests', 'controlplane/platform/planted-support.ts', 'test/support/database.ts'),
  plant('only-tests-import-tests', 'agent/planted-test.ts', 'agent/memory/outbox/outbox.test.ts'),
  plant('owner-of-aedes', 'controlplane/platform/planted-broker.ts', 'aedes'),
  plant('owner-of-mqtt', 'agent/planted-mqtt.ts', 'mqtt'),
  plant('owner-of-ws', 'controlplane/platform/planted-ws.ts', 'ws'),
  plant('owner-of-fastify', 'controlplane/sets/planted-fastify.ts', 'fastify'),
  plant('owner-of-@fastify', 'controlplane/sets/planted-fastify-plugin.ts', '@fastify/static'),
  plant('owner-of-drizzle-orm', 'controlplane/platform/planted-drizzle.ts', 'drizzle-orm/pg-core'),
  plant('owner-of-node-cron', 'controlplane/sets/planted-cron.ts', 'node-cron'),
  plant('owner-of-openid-client', 'controlplane/people/planted-provider.ts', 'openid-client'),
  plant('owner-of-systeminformation', 'agent/planted-sensors.ts', 'systeminformation'),
  plant('owner-of-date-holidays', 'controlplane/calendar/planted-holidays.ts', 'date-holidays'),
  plant('owner-of-ical.js', 'controlplane/lessons/planted-calendar.ts', 'ical.js'),
  plant(
    'owner-of-cldr-core',
    'controlplane/lessons/planted-zones.ts',
    'cldr-core/supplemental/windowsZones.json',
  ),
  plant('owner-of-csv-parse', 'controlplane/lessons/planted-csv.ts', 'csv-parse/sync'),
  plant('owner-of-sax', 'controlplane/lessons/planted-xml.ts', 'sax'),
  plant('owner-of-@e965/xlsx', 'controlplane/lessons/planted-xlsx.ts', '@e965/xlsx'),
  plant('owner-of-write-excel-file', 'controlplane/lessons/planted-xlsx-out.ts', 'write-excel-file/node'),
  plant('owner-of-fflate', 'controlplane/lessons/planted-zip.ts', 'fflate'),
  plant('owner-of-http_ece', 'controlplane/push/send/planted-actions.ts', 'http_ece'),
  plant('owner-of-nodemailer', 'controlplane/mail/queue/planted-actions.ts', 'nodemailer'),
  plant('owner-of-ipaddr.js', 'controlplane/platform/doors/planted-address.ts', 'ipaddr.js'),
  plant('owner-of-@peculiar/x509', 'agent/planted-certificate.ts', '@peculiar/x509'),
  plant('owner-of-sqlite', 'agent/planted-sqlite.ts', 'node:sqlite'),
]

export const allowed: Omit<Planted, 'rule'>[] = [
  { file: 'protocol/fine.ts', imports: 'typebox' },
  { file: 'protocol/fine.test.ts', imports: 'vitest' },
  { file: 'agent/link/connection.ts', imports: 'mqtt' },
  { file: 'agent/fine.ts', imports: 'protocol/messages.ts' },
  { file: 'controlplane/start.ts', imports: 'controlplane/sets/routes.ts' },
  { file: 'controlplane/devices/fine-actions.ts', imports: 'controlplane/sets/actions.ts' },
  { file: 'controlplane/sets/fine-rules.ts', imports: 'controlplane/sets/rules.ts' },
  { file: 'controlplane/sets/fine-routes.ts', imports: 'fastify' },
  { file: 'controlplane/people/fine-outside.ts', imports: 'node:https' },
  { file: 'controlplane/lessons/fine-live.ts', imports: 'controlplane/lessons/clock/live.ts' },
  { file: 'controlplane/lessons/fine-live-routes.ts', imports: 'controlplane/lessons/clock/live.ts' },
  { file: 'controlplane/sets/fine-tables.ts', imports: 'drizzle-orm/pg-core' },
  { file: 'controlplane/overview/fine-queries.ts', imports: 'controlplane/sets/tables.ts' },
  { file: 'controlplane/console/fine.ts', imports: 'controlplane/sets/api.ts' },
  { file: 'controlplane/console/data/fine.ts', imports: 'controlplane/console/ui/clock.ts' },
  { file: 'controlplane/console/sets/fine.ts', imports: 'controlplane/console/parts/status.ts' },
  { file: 'controlplane/console/sets/fine-own.ts', imports: 'controlplane/console/sets/page.ts' },
  { file: 'controlplane/console/shell/fine.ts', imports: 'controlplane/console/sets/page.ts' },
  { file: 'controlplane/platform/http/pages.ts', imports: '@fastify/static' },
  { file: 'controlplane/platform/broker/embedded-guard.ts', imports: 'aedes' },
  { file: 'test/flows/fine.test.ts', imports: 'test/support/database.ts' },
]

/** Every step up the feature table, and every pair on one level, as violations of that level's own rules. */
export function levelViolations(levels: string[][]): Planted[] {
  return levels.slice(1).flatMap((row, index) => {
    const name = row.join('-')
    const above = levels[index + 2]
    const from = (feature: string, word: string) => `controlplane/${feature}/planted-${word}-actions.ts`
    const up = row.flatMap(feature =>
      (above ?? []).map(higher =>
        plant(`${name}-imports-nothing-above`, from(feature, higher), `controlplane/${higher}/queries.ts`),
      ),
    )
    const sideways = row.flatMap(feature =>
      row
        .filter(other => other !== feature)
        .map(other =>
          plant(`${name}-not-each-other`, from(feature, other), `controlplane/${other}/queries.ts`),
        ),
    )
    return [...up, ...sideways]
  })
}
