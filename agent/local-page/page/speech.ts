import type { PageLanguage } from '../../../protocol/help.ts'

/**
 * Says it aloud, by a voice of this language that lives on the set itself: another would send every word to a stranger.
 * Without one nothing is said; whatever is said stands on the page too.
 */
export function speak(text: string, language: PageLanguage): void {
  const speech = window.speechSynthesis
  const voice = speech
    ?.getVoices()
    .find(({ localService, lang }) => localService && lang.toLowerCase().startsWith(language))
  if (!voice) return
  speech.cancel()
  const words = new SpeechSynthesisUtterance(text)
  words.voice = voice
  words.lang = voice.lang
  words.rate = 0.95
  speech.speak(words)
}

export function hush(): void {
  window.speechSynthesis?.cancel()
}
