export const nl = {
  acts: {
    push_on: 'zette meldingen in een browser aan',
    push_off: 'zette meldingen in een browser uit',
    push_tested: 'stuurde zichzelf een proefmelding',
  },
  push: {
    title: 'Meldingen op dit toestel',
    what: 'Heb je dienst en wacht er een kind? Dan hoor je het.',
    shows: 'Je leest dan alleen “P1, 1 kind wacht”.',
    isOn: 'Deze browser krijgt meldingen.',
    isOff: 'Deze browser krijgt geen meldingen.',
    unsupported: 'Deze browser kan geen meldingen ontvangen.',
    denied: 'Je browser houdt meldingen van Setwacht tegen.',
    deniedNext: 'Laat ze toe bij het slotje naast het adres.',
    unreachable: 'Je browser bereikt zijn meldingendienst niet.',
    turnOn: 'Zet meldingen aan',
    turnOff: 'Zet meldingen uit',
    test: 'Stuur een proefmelding',
    tested: 'De proefmelding is onderweg.',
    failed: 'We weten niet of meldingen aan staan.',
  },
} as const
