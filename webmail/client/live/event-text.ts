// The text of server-sent events (HTML standard §9.2), piece by piece as it comes over the line.

export class EventText {
  #rest = ''

  /** The data of each event that is whole now. */
  add(piece: string): readonly string[] {
    const blocks = (this.#rest + piece).split('\n\n')
    this.#rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      const data = block.split('\n').filter((line) => line.startsWith('data: '))
      return data.length === 0 ? [] : [data.map((line) => line.slice('data: '.length)).join('\n')]
    })
  }
}
