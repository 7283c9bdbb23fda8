export const nl = {
  acts: {
    address_changed: 'wijzigde een adres',
  },
  admin: {
    address: {
      title: 'Adres van het gezin',
      show: 'Toon adres',
      noted: 'Wie het opent, wordt genoteerd.',
      failed: 'We kunnen het adres niet ophalen.',
      none: 'Er is nog geen adres.',
      hide: 'Verberg',
      change: 'Wijzig adres',
      enter: 'Vul adres in',
      street: 'Straat',
      number: 'Nummer en bus',
      postcode: 'Postcode',
      postcodeHint: 'vier cijfers',
      municipality: 'Gemeente',
      note: 'Hoe binnenkomen',
      noteHint: 'bel, verdieping',
      save: 'Bewaar adres',
      saving: 'Even bewaren',
      saved: 'Bewaard.',
    },
  },
} as const
