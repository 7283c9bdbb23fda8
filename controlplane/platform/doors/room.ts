type Bounds = {
  placesPerAddress: number
  /** Of all addresses together. */
  places: number
  /** Whoever stays longer is shown out. */
  stayMsMax: number
}
type Guest = { key: string; showOut(): void }

/**
 * Connections of which nothing is known yet, each in a place for a short while: a room with so many places for each address. When an address has too many, its oldest guests leave: who means it does
 * not stay long. That is looked at only after what came with the last ones was read, so that nobody leaves unheard.
 */
export function openRoom({ placesPerAddress, places, stayMsMax }: Bounds) {
  const guests = new Set<Guest>()
  const byAddress = new Map<string, Set<Guest>>()
  let isSweepPlanned = false

  function leave(guest: Guest): void {
    if (!guests.delete(guest)) return
    const those = byAddress.get(guest.key)
    those?.delete(guest)
    if (those?.size === 0) byAddress.delete(guest.key)
  }

  function sweep(): void {
    isSweepPlanned = false
    for (const those of byAddress.values()) showOutOldest(those, placesPerAddress)
    showOutOldest(guests, places)
  }

  function showOutOldest(those: Set<Guest>, left: number): void {
    for (const guest of those) {
      if (those.size <= left) return
      guest.showOut()
    }
  }

  function planSweep(): void {
    if (isSweepPlanned) return
    isSweepPlanned = true
    setImmediate(() => setImmediate(sweep))
  }

  return {
    /** Takes a place. Returns how to leave it; `showOut` is called when it was taken from whoever came. */
    enter(key: string, showOut: () => void): () => void {
      const guest: Guest = {
        key,
        showOut() {
          end()
          showOut()
        },
      }
      const timer = setTimeout(guest.showOut, stayMsMax).unref()
      const end = () => {
        clearTimeout(timer)
        leave(guest)
      }
      guests.add(guest)
      const those = byAddress.get(key) ?? new Set()
      byAddress.set(key, those.add(guest))
      if (those.size > placesPerAddress || guests.size > places) planSweep()
      return end
    },
  }
}
