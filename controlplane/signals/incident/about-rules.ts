/** What an incident is about. `name`: a code, a label, the name of a provider; `platform` of the platform itself. */
export const aboutKinds = ['trajectory', 'set', 'location', 'provider', 'version', 'platform'] as const
export type About = { kind: (typeof aboutKinds)[number]; name: string }

/** By the group key, such as `trajectory:T-2026-0412/picture`. */
export function aboutOf(groupKey: string): About {
  const [base = ''] = groupKey.split('/', 1)
  const [word, ...name] = base.split(':')
  const kind = aboutKinds.find(one => one === word) ?? 'platform'
  return { kind, name: name.length > 0 ? name.join(':') : 'platform' }
}
