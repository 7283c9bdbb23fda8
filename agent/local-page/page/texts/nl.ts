import type { Words } from './words.ts'

export const words: Words = {
  title: 'Mijn set',
  child: {
    faces: { hello: 'Hallo!', ready: 'Klaar!', waiting: 'Even wachten', coming: 'Er komt hulp' },
    says: {
      hello: 'Lukt er iets niet? Tik op een prentje.',
      ready: 'Alles doet het. Lukt er iets niet? Tik dan.',
      offline: 'Er is even geen internet. Ik probeer het opnieuw.',
      here: 'Ik zei dat jij er bent. Nu wachten we samen.',
      unkept: 'Ik probeer je vraag te bewaren.',
      kept: 'Je vraag is bewaard. Ik stuur ze weg.',
      keptOffline: 'Je vraag is bewaard. Ze vertrekt zodra er internet is.',
      arrived: 'Je vraag is aangekomen.',
      seen: 'Iemand heeft je vraag gezien.',
      taken: helper => `${helper ?? 'Iemand'} helpt je zo.`,
      closed: 'Het is opgelost. Fijn!',
      withdrawn: 'Fijn dat het weer werkt!',
      silent: 'Ik ben zo terug.',
      old: 'Vraag iemand om deze pagina opnieuw te openen.',
    },
    choices: { hear: 'Ik hoor niets', see: 'Ik zie niets', other: 'Iets anders' },
    question: 'Wat lukt niet?',
    steps: { kept: 'bewaard', arrived: 'aangekomen', seen: 'gezien', taken: 'hulp' },
    stepsTitle: 'Hoe ver je vraag is',
    worksAgain: 'Het werkt weer',
    here: 'Ik ben er',
    notHere: 'Toch niet',
    grownUps: 'Voor grote mensen',
  },
}
