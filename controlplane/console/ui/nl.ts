export const nl = {
  loading: 'Even laden',
  onThisPage: 'Op deze pagina',
  written: {
    dayHint: 'dd/mm/jjjj',
    day: 'Schrijf een dag als 3/12, 03/12/2026, ma of morgen.',
    from: 'Kies een dag vanaf {{day}}.',
    until: 'Kies een dag tot en met {{day}}.',
    missing: 'Vul dit in.',
    time: 'Schrijf een uur als 8:30, 8.30 of 8u30.',
  },
  unknown: { word: 'niet bekend' },
  moment: {
    now: 'zojuist',
    minutes: '{{count}} min geleden',
    hours: '{{count}} uur geleden',
    days: '{{count}} dagen geleden',
  },
} as const
