import { expect, test } from 'vitest'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'
import { readSettings } from '../../controlplane/settings.ts'
import { freePorts, startControlPlaneProcess } from '../support/control-plane-process.ts'

const provider = {
  SETWACHT_OIDC_ISSUER: 'https://login.example/realms/school',
  SETWACHT_OIDC_CLIENT_ID: 'setwacht',
  SETWACHT_OIDC_CLIENT_SECRET: 'kept-from-everybody',
}

function refusalOf(environment: Record<string, string>): string {
  try {
    readSettings(environment)
  } catch (failure) {
    if (failure instanceof StartRefused) return failure.message
    throw failure
  }
  return 'it was not refused'
}

test.each([
  [{ SETWACHT_OIDC_ISSUER: 'login.example' }, 'SETWACHT_OIDC_ISSUER is "login.example". Expected https://'],
  [
    { SETWACHT_OIDC_ISSUER: 'http://login.example' },
    'SETWACHT_OIDC_ISSUER is "http://login.example". Expected https://',
  ],
  [
    { SETWACHT_OIDC_ISSUER: 'http://127.0.0.1.evil.example' },
    'SETWACHT_OIDC_ISSUER is "http://127.0.0.1.evil.example"',
  ],
  [
    { SETWACHT_OIDC_CLIENT_ID: '' },
    'SETWACHT_OIDC_ISSUER is set and SETWACHT_OIDC_CLIENT_ID is not. Expected both',
  ],
  [
    { SETWACHT_OIDC_CLIENT_SECRET: '' },
    'SETWACHT_OIDC_ISSUER is set and SETWACHT_OIDC_CLIENT_SECRET is not.',
  ],
  [
    { SETWACHT_OIDC_GROUPS: 'it=boss' },
    'SETWACHT_OIDC_GROUPS is "it=boss". Expected group=role with commas between',
  ],
  [{ SETWACHT_OIDC_GROUPS: 'it=admin,,' }, 'SETWACHT_OIDC_GROUPS is "". Expected group=role'],
  [{ SETWACHT_OIDC_GROUPS: '=admin' }, 'SETWACHT_OIDC_GROUPS is "=admin". Expected group=role'],
  [{ SETWACHT_OIDC_GROUPS: '' }, 'SETWACHT_OIDC_GROUPS is "". Expected group=role'],
  [{ SETWACHT_OIDC_SECOND_FACTOR: 'mfa' }, 'SETWACHT_OIDC_SECOND_FACTOR is "mfa". Expected amr, acr or acrs'],
  [
    { SETWACHT_OIDC_SECOND_FACTOR: 'amr:' },
    'SETWACHT_OIDC_SECOND_FACTOR is "amr:". Expected amr, acr or acrs',
  ],
  [{ SETWACHT_OIDC_GROUPS_CLAIM: '' }, 'SETWACHT_OIDC_GROUPS_CLAIM is "". Expected the name of a claim'],
])('a wrong setting of the provider is named with what was expected: %j', (wrong, sentence) => {
  expect(refusalOf({ ...provider, ...wrong })).toContain(sentence)
})

test.each(['CLIENT_ID', 'CLIENT_SECRET', 'GROUPS_CLAIM', 'GROUPS', 'SECOND_FACTOR'])(
  'SETWACHT_OIDC_%s alone is refused: the issuer is missing',
  key => {
    const sentence = `SETWACHT_OIDC_${key} is set and SETWACHT_OIDC_ISSUER is not. Expected both, or neither.`
    expect(refusalOf({ [`SETWACHT_OIDC_${key}`]: 'amr:mfa' })).toBe(sentence)
  },
)

test('three settings are enough; every role has a group by its own name then', () => {
  const read = readSettings(provider).provider
  expect(read).toMatchObject({ groupsClaim: 'groups', secondFactor: { claim: 'amr', value: 'mfa' } })
  expect(read?.roleOfGroup.get('setwacht-lead')).toBe('lead')
  expect(readSettings({}).provider).toBeUndefined()
})

test('groups are read as they are written, an equals sign in a name included', () => {
  const groups = 'cn=it,admin=admin'
  expect(refusalOf({ ...provider, SETWACHT_OIDC_GROUPS: groups })).toContain('"cn=it"')
  const read = readSettings({ ...provider, SETWACHT_OIDC_GROUPS: '7f0c-11=helpdesk, cn=it=admin' }).provider
  expect([...(read?.roleOfGroup ?? [])]).toEqual([
    ['7f0c-11', 'helpdesk'],
    ['cn=it', 'admin'],
  ])
})

test.each([
  ['audit', 'the full path of a file, or an address with https://'],
  ['http://anchor.example/', 'the full path of a file, or an address with https://'],
])(
  'a place for the head of the audit log that is neither file nor safe address is refused: %s',
  (value, expected) => {
    const sentence = `SETWACHT_AUDIT_ANCHOR is "${value}". Expected ${expected}.`
    expect(refusalOf({ SETWACHT_AUDIT_ANCHOR: value })).toBe(sentence)
  },
)

test('the start stops with one line that names the setting, and the secret is in none', async () => {
  const control = startControlPlaneProcess({
    ...freePorts,
    ...provider,
    SETWACHT_OIDC_SECOND_FACTOR: 'sms',
  })
  expect(await control.gone).toBe(1)
  expect(control.output().trim()).toBe(
    'Setwacht does not start. SETWACHT_OIDC_SECOND_FACTOR is "sms". ' +
      'Expected amr, acr or acrs, a colon and a value, such as amr:mfa.',
  )
})
