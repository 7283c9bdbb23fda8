export const nl = {
  help: {
    picture: { hear: 'hoort niets', see: 'ziet niets', other: 'iets anders lukt niet' },
    teacherAsks: 'heeft hulp nodig',
    asker: { child: 'kind,', teacher: 'leerkracht,' },
    times: '{{count}} keer,',
    late: '· pas aangekomen om',
    worksAgain: '· het werkt weer, zegt de set om',
    by: {
      nobody: 'nog niemand',
      me: 'jij helpt',
      colleague: '{{name}} helpt',
      somebody: 'iemand',
    },
    act: {
      take: 'Neem',
      menu: 'Wat je met {{what}} kan',
      takeOf: 'Neem de hulpvraag van {{who}}',
      solved: 'Opgelost',
      solvedOf: 'Hulpvraag van {{who}} is opgelost',
      giveBack: 'Geef terug',
      close: {
        solved: 'Sluit: opgelost',
        not_needed: 'Sluit: was niet nodig',
        other: 'Sluit: iets anders',
      },
    },
    done: {
      take: 'Jij helpt {{who}}.',
      giveBack: 'Teruggegeven: {{who}}.',
      close: 'Gesloten: {{who}}.',
    },
  },
} as const
