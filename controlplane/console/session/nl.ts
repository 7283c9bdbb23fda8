export const nl = {
  people: {
    aRole: {
      helpdesk: 'een helpdeskmedewerker',
      logistics: 'een logistiek medewerker',
      counsellor: 'een consulent',
      lead: 'een teamleider',
      admin: 'een beheerder',
      policy: 'een beleidslezer',
      dpo: 'de functionaris gegevensbescherming',
    },
    whoMay: 'Dit mag {{who}}.',
    asking: 'Even kijken wie je bent',
    askFailed: 'We weten niet of je bent aangemeld.',
    signIn: {
      why: {
        attempt_unknown: {
          says: 'Deze poging is verlopen, of begon in een andere browser.',
          next: 'Begin hier opnieuw.',
        },
        provider_refused: {
          says: 'Je organisatie liet het aanmelden niet toe.',
          next: 'Probeer opnieuw, of vraag het aan je ICT-dienst.',
        },
        provider_away: {
          says: 'De aanmelddienst van je organisatie antwoordt niet.',
          next: 'Probeer zo meteen opnieuw.',
        },
        no_second_factor: {
          says: 'Je meldde je aan zonder tweede stap.',
          next: 'Zet de tweede stap aan bij je werkaccount. Probeer dan opnieuw.',
        },
        no_group: {
          says: 'Je werkaccount zit in geen groep van Setwacht.',
          next: 'Vraag je ICT-dienst om je toe te voegen.',
        },
        no_role: {
          says: 'We kennen je, maar je hebt nog geen rol.',
          next: 'Vraag een beheerder van Setwacht om een rol.',
        },
        account_disabled: {
          says: 'Je account is afgesloten.',
          next: 'Vraag een beheerder van Setwacht waarom.',
        },
        not_fresh: {
          says: 'Je organisatie vroeg je niet opnieuw wie je bent.',
          next: 'Probeer opnieuw, of vraag het aan je ICT-dienst.',
        },
        other_person: {
          says: 'Iemand anders heeft bevestigd dan wie is aangemeld.',
          next: 'Bevestig met je eigen werkaccount.',
        },
        too_many: { says: 'Er waren te veel pogingen.', next: 'Wacht een minuut en probeer opnieuw.' },
        link_unknown: {
          says: 'Deze link kennen we niet.',
          next: 'Kopieer de hele link, of vraag een nieuwe.',
        },
        link_used: { says: 'Deze link is al gebruikt.', next: 'Vraag een nieuwe. Een link werkt één keer.' },
        link_expired: { says: 'Deze link is ouder dan tien minuten.', next: 'Vraag een nieuwe.' },
        other: { says: 'De server liet je niet binnen.', next: 'Wacht een minuut en probeer opnieuw.' },
      },
    },
    browser: { on: '{{browser}} op {{system}}', other: 'Onbekende browser' },
    confirm: {
      title: 'Bevestig dat jij het bent',
      why: 'Zo weten we dat niemand anders aan je scherm zit.',
      lasts: 'Je bevestiging geldt vijf minuten.',
      withProvider: 'Bevestig met je werkaccount',
      providerNext: 'Je komt hier terug. Kies dan opnieuw wat je wilde doen.',
      withLink: 'Maak een nieuwe aanmeldlink',
      making: 'Even de link maken',
      made: 'Een nieuwe aanmeldlink staat bij de server.',
      madeNext: 'Plak ze hier. Dan gaat je opdracht vanzelf verder.',
      paste: 'Aanmeldlink',
      notLink: 'Dat is geen aanmeldlink. Plak de hele regel.',
      go: 'Bevestig',
      failed: 'Bevestigen is niet gelukt.',
      cancel: 'Annuleer',
    },
  },
} as const
