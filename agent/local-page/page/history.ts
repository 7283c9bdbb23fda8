import { useEffect, useState } from 'preact/hooks'

/** The pages for grown-ups; the first is what the set shows all day. */
export const places = ['set', 'grown', 'test', 'seen'] as const
export type Place = (typeof places)[number]

/** Where one is, so that the browser's own way back works too. */
export function usePlace(): [Place, (to: Place) => void] {
  const [place, setPlace] = useState<Place>(placeNow)
  useEffect(() => {
    const follow = () => setPlace(placeNow())
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  const go = (to: Place) => {
    history.pushState(to, '')
    setPlace(to)
  }
  return [place, go]
}

const placeNow = (): Place => places.find(place => place === history.state) ?? 'set'
