/** The instants that are to come, each once. */
export class Seconds {
  readonly #heap: number[] = []

  constructor(seconds: Iterable<number>) {
    for (const second of seconds) this.add(second)
  }

  add(second: number): void {
    const heap = this.#heap
    let at = heap.push(second) - 1
    while (at > 0 && heap[(at - 1) >> 1]! > second) {
      heap[at] = heap[(at - 1) >> 1]!
      at = (at - 1) >> 1
    }
    heap[at] = second
  }

  next(): number | undefined {
    const [first] = this.#heap
    while (this.#heap.length > 0 && this.#heap[0] === first) this.#drop()
    return first
  }

  #drop(): void {
    const heap = this.#heap
    const last = heap.pop()!
    if (heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! >= last) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
  }
}
