/** Languages of what is shown over a lesson; another one is another entry. */
export const languages = ['nl', 'en', 'fr'] as const
export type Language = (typeof languages)[number]

type Text = { title: string; body: string }
type Texts = {
  batteryLow: Text
  restart: (minutes: number) => Text
  message: string
  /** an answer is chosen on the page */
  answerThere: string
}

export const texts: Record<Language, Texts> = {
  nl: {
    batteryLow: {
      title: 'De batterij is bijna leeg',
      body: 'Steek de lader in. Dan kun je de les blijven volgen.',
    },
    restart: minutes => ({
      title: 'De computer start straks opnieuw',
      body: minutes === 0 ? 'Nu.' : minutes === 1 ? 'Over 1 minuut.' : `Over ${minutes} minuten.`,
    }),
    message: 'Een bericht van Bednet',
    answerThere: 'Antwoord op de pagina van de set.',
  },
  en: {
    batteryLow: {
      title: 'The battery is almost empty',
      body: 'Plug in the charger, so that you can stay in the lesson.',
    },
    restart: minutes => ({
      title: 'The computer will restart soon',
      body: minutes === 0 ? 'Now.' : minutes === 1 ? 'In 1 minute.' : `In ${minutes} minutes.`,
    }),
    message: 'A message from Bednet',
    answerThere: 'Answer on the page of the set.',
  },
  fr: {
    batteryLow: {
      title: 'La batterie est presque vide',
      body: 'Branche le chargeur, pour pouvoir suivre la leçon.',
    },
    restart: minutes => ({
      title: 'L’ordinateur va bientôt redémarrer',
      body: minutes === 0 ? 'Maintenant.' : minutes === 1 ? 'Dans 1 minute.' : `Dans ${minutes} minutes.`,
    }),
    message: 'Un message de Bednet',
    answerThere: 'Réponds sur la page du kit.',
  },
}

/** The language of who sits there, by the system's word for it (`nl_BE.UTF-8`); Dutch for any that is not known. */
export function languageOf(locale: string | undefined): Language {
  return languages.find(language => locale?.startsWith(language)) ?? 'nl'
}
