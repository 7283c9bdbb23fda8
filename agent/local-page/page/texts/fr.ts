import type { Words } from './words.ts'

export const words: Words = {
  title: 'Mon kit',
  child: {
    faces: { hello: 'Bonjour !', ready: 'Prêt !', waiting: 'Un instant', coming: "L'aide arrive" },
    says: {
      hello: 'Quelque chose ne va pas ? Touche une image.',
      ready: 'Tout marche. Un problème ? Touche une image.',
      offline: "Il n'y a pas d'internet. Je réessaie.",
      here: "J'ai dit que tu es là. On attend ensemble.",
      unkept: "J'essaie de garder ta question.",
      kept: "Ta question est gardée. Je l'envoie.",
      keptOffline: 'Ta question est gardée. Elle partira avec internet.',
      arrived: 'Ta question est arrivée.',
      seen: "Quelqu'un a vu ta question.",
      taken: helper => `${helper ?? "Quelqu'un"} t'aide bientôt.`,
      closed: "C'est réglé. Super !",
      withdrawn: 'Super, ça marche de nouveau !',
      silent: 'Je reviens tout de suite.',
      old: "Demande à quelqu'un de rouvrir cette page.",
    },
    choices: { hear: "Je n'entends rien", see: 'Je ne vois rien', other: 'Autre chose' },
    question: "Qu'est-ce qui ne va pas ?",
    steps: { kept: 'gardée', arrived: 'arrivée', seen: 'vue', taken: 'aide' },
    stepsTitle: 'Où en est ta question',
    worksAgain: 'Ça marche de nouveau',
    here: 'Je suis là',
    notHere: 'Pas encore',
    grownUps: 'Pour les grands',
  },
}
