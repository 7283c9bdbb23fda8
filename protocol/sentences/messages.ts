import type { PageLanguage } from '../help.ts'
import type { MessageAnswer, MessageSentence } from '../message.ts'
import type { PageAudience } from './audiences.ts'

type ToAll = Record<PageAudience, Record<MessageSentence, string>>

/** What a message says by its code, to whom, in each language of the page; no child is named in any. */
const sentences: Record<PageLanguage, ToAll> = {
  nl: {
    child: {
      lesson_today: 'Is er vandaag les?',
      helpdesk_looks: 'Iemand van Bednet kijkt even mee.',
      try_plug: 'Vraag een groot mens om de stekkers na te kijken.',
      restart_set: 'Vraag een groot mens om de computer opnieuw te starten.',
      call_you: 'Iemand van Bednet belt zo naar jullie.',
    },
    parent: {
      lesson_today: 'Is er vandaag les?',
      helpdesk_looks: 'De helpdesk kijkt mee naar de verbinding.',
      try_plug: 'Kijk of alle stekkers goed vastzitten.',
      restart_set: 'Zet de computer uit en weer aan.',
      call_you: 'De helpdesk belt je zo.',
    },
    teacher: {
      lesson_today: 'Is er vandaag les?',
      helpdesk_looks: 'De helpdesk kijkt mee naar de verbinding.',
      try_plug: 'Kijk of alle stekkers van de set goed vastzitten.',
      restart_set: 'Zet de set uit en weer aan.',
      call_you: 'De helpdesk belt je zo.',
    },
  },
  en: {
    child: {
      lesson_today: 'Is there a lesson today?',
      helpdesk_looks: 'Somebody at Bednet is having a look.',
      try_plug: 'Ask a grown-up to check the plugs.',
      restart_set: 'Ask a grown-up to start the computer again.',
      call_you: 'Somebody at Bednet will call you soon.',
    },
    parent: {
      lesson_today: 'Is there a lesson today?',
      helpdesk_looks: 'The helpdesk is looking at the connection.',
      try_plug: 'Check that every plug sits tight.',
      restart_set: 'Turn the computer off and on again.',
      call_you: 'The helpdesk will call you soon.',
    },
    teacher: {
      lesson_today: 'Is there a lesson today?',
      helpdesk_looks: 'The helpdesk is looking at the connection.',
      try_plug: 'Check that every plug of the set sits tight.',
      restart_set: 'Turn the set off and on again.',
      call_you: 'The helpdesk will call you soon.',
    },
  },
  fr: {
    child: {
      lesson_today: 'Y a-t-il classe aujourd’hui ?',
      helpdesk_looks: 'Quelqu’un de Bednet regarde avec toi.',
      try_plug: 'Demande à un adulte de vérifier les prises.',
      restart_set: 'Demande à un adulte de redémarrer l’ordinateur.',
      call_you: 'Quelqu’un de Bednet vous appelle bientôt.',
    },
    parent: {
      lesson_today: 'Y a-t-il classe aujourd’hui ?',
      helpdesk_looks: 'Le helpdesk regarde la connexion.',
      try_plug: 'Vérifiez que toutes les fiches tiennent bien.',
      restart_set: 'Éteignez l’ordinateur, puis rallumez-le.',
      call_you: 'Le helpdesk vous appelle bientôt.',
    },
    teacher: {
      lesson_today: 'Y a-t-il cours aujourd’hui ?',
      helpdesk_looks: 'Le helpdesk regarde la connexion.',
      try_plug: 'Vérifiez que toutes les fiches du kit tiennent bien.',
      restart_set: 'Éteignez le kit, puis rallumez-le.',
      call_you: 'Le helpdesk vous appelle bientôt.',
    },
  },
}

const answers: Record<PageLanguage, Record<MessageAnswer, string>> = {
  nl: {
    yes: 'Ja',
    no: 'Nee',
    later: 'Straks',
    done: 'Gedaan',
    works: 'Het werkt',
    works_not: 'Het lukt nog niet',
  },
  en: { yes: 'Yes', no: 'No', later: 'Later', done: 'Done', works: 'It works', works_not: 'Not yet' },
  fr: {
    yes: 'Oui',
    no: 'Non',
    later: 'Plus tard',
    done: 'C’est fait',
    works: 'Ça marche',
    works_not: 'Pas encore',
  },
}

/** What a message says by its code, in at most twelve words. */
export function messageSentenceOf(
  language: PageLanguage,
  audience: PageAudience,
  sentence: MessageSentence,
): string {
  return sentences[language][audience][sentence]
}

/** An answer as it stands on its button. */
export function answerWordOf(language: PageLanguage, answer: MessageAnswer): string {
  return answers[language][answer]
}
