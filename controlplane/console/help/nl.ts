export const nl = {
  acts: {
    help_seen: 'opende een hulpvraag',
    help_taken: 'nam een hulpvraag',
    help_given_back: 'gaf een hulpvraag terug',
    help_closed: 'sloot een hulpvraag',
    help_reopened: 'opende een gesloten hulpvraag weer',
  },
  helpHistory: {
    title: 'Hulpvragen',
    asks: 'Vraagt hulp: {{kind}}',
    takeFirst: 'Neem de oudste hulpvraag',
    failed: 'We kunnen de hulpvragen niet ophalen.',
    none: 'Aan deze set vroeg de laatste 90 dagen niemand hulp.',
    withdrawn: 'het werkte weer om',
    open: { waiting: 'nog niemand helpt', taken: '{{name}} helpt' },
    outcome: {
      solved: 'opgelost door {{name}} om',
      not_needed: 'was niet nodig, volgens {{name}} om',
      other: 'iets anders, gesloten door {{name}} om',
    },
  },
} as const
