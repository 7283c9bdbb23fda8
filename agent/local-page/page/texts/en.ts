import type { Words } from './words.ts'

export const words: Words = {
  title: 'My set',
  child: {
    faces: { hello: 'Hello!', ready: 'Ready!', waiting: 'Just a moment', coming: 'Help is coming' },
    says: {
      hello: 'Is something wrong? Tap a picture.',
      ready: 'Everything works. Is something wrong? Tap a picture.',
      offline: 'There is no internet now. I keep trying.',
      here: 'I said that you are here. We wait together.',
      unkept: 'I am trying to keep your question.',
      kept: 'Your question is kept. I am sending it.',
      keptOffline: 'Your question is kept. It leaves when there is internet.',
      arrived: 'Your question has arrived.',
      seen: 'Somebody has seen your question.',
      taken: helper => `${helper ?? 'Somebody'} will help you soon.`,
      closed: 'It is solved. How nice!',
      withdrawn: 'How nice that it works again!',
      silent: 'I will be right back.',
      old: 'Ask somebody to open this page again.',
    },
    choices: { hear: 'I hear nothing', see: 'I see nothing', other: 'Something else' },
    question: 'What does not work?',
    steps: { kept: 'kept', arrived: 'arrived', seen: 'seen', taken: 'help' },
    stepsTitle: 'How far your question is',
    worksAgain: 'It works again',
    here: 'I am here',
    notHere: 'No, not yet',
    grownUps: 'For grown-ups',
  },
}
