export const nl = {
  answer: {
    wait: 'Even kijken',
    once: 'Druk op je antwoord. Dat kan één keer.',
    question: {
      lesson_today: 'Is er vandaag les?',
      works_again: 'Werkt het weer?',
      somebody_there: 'Kan er nu iemand bij de set?',
      may_call: 'Mogen we je nu bellen?',
    },
    button: { yes: 'Ja', no: 'Nee', unknown: 'Ik weet het niet', later: 'Straks' },
    sending: 'Even doorgeven',
    thanks: 'Dank je wel',
    passedOn: 'Je antwoord is bij de helpdesk. Je mag deze pagina sluiten.',
    over: 'Deze link werkt niet meer',
    overNext: 'Gaf je al antwoord? Dan hebben we het. Bel ons anders.',
    missing: 'Hier hoort een link bij',
    missingNext: 'Open de hele link uit de mail.',
    failed: 'Dat lukte niet',
    failedNext: 'Kijk je verbinding na en probeer opnieuw.',
    again: 'Opnieuw',
    other: 'In English',
  },
} as const
