export const nl = {
  failed: {
    retry: 'Probeer opnieuw',
    unreachable: 'De server antwoordt niet. Kijk of je verbinding werkt.',
    refused: 'De server zegt: {{message}}',
    status: 'De server antwoordt met fout {{status}}.',
    unexpected: 'Er ging iets mis op deze pagina.',
  },
  admin: { failedTo: 'Dat is niet gelukt.' },
} as const
