export const nl = {
  acts: {
    help_seen: 'opende een hulpvraag',
    help_taken: 'nam een hulpvraag',
    help_given_back: 'gaf een hulpvraag terug',
    help_closed: 'sloot een hulpvraag',
    help_reopened: 'opende een gesloten hulpvraag weer',
  },
} as const
