export const nl = {
  people: {
    signIn: {
      page: 'Aanmelden',
      headline: 'Meld je aan',
      ended: 'Je bent afgemeld',
      endedNext: 'Meld je opnieuw aan om verder te gaan.',
      goOn: 'Ga verder als {{name}}',
      back: 'Daarna ga je verder waar je was.',
      withProvider: 'Aanmelden met je werkaccount',
      withLink: 'Aanmelden',
      busy: 'Even aanmelden',
      linkOnce: 'Je link werkt één keer, en tien minuten lang.',
      getLink: 'Vraag een aanmeldlink aan wie de server beheert.',
      getLinkHow: 'Die maakt ze op de server, met de rol die je hebt:',
      emergency: 'Werkt je werkaccount niet?',
      refused: 'Aanmelden is niet gelukt',
      notIn: 'De server liet je niet binnen.',
      notInNext: 'Wacht een minuut en probeer opnieuw.',
    },
  },
} as const
