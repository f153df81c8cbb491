// How long Dovecot owed an answer: the time in which at least one command of any connection waited for its last line. What else
// a request took is ours.

/** What IDLE waits for is no answer that anybody owes. */
const waitsForNews = /^\S+ (IDLE|DONE|LOGOUT)|^DONE/i

export const asks = (command: string): boolean => !waitsForNews.test(command)

export class OwedAnswers {
  #owed = 0
  #since = 0
  #milliseconds = 0

  /** Until now. */
  get milliseconds(): number {
    return this.#milliseconds + (this.#owed > 0 ? performance.now() - this.#since : 0)
  }

  /** The answers of one connection. */
  connection(): OwedOnConnection {
    const tags = new Set<string>()
    let line = ''
    return {
      asked: (command) => {
        const [tag = ''] = command.split(' ', 1)
        if (!asks(command) || tags.has(tag)) return
        tags.add(tag)
        if (this.#owed === 0) this.#since = performance.now()
        this.#owed += 1
      },
      heard: (text) => {
        const lines = (line + text).split('\r\n')
        line = lines.pop() ?? ''
        for (const each of lines) {
          const [, tag = ''] = /^(\w+) (?:OK|NO|BAD)\b/.exec(each) ?? []
          if (tags.delete(tag)) this.#settle(1)
        }
      },
      closed: () => {
        this.#settle(tags.size)
        tags.clear()
      },
    }
  }

  #settle(answers: number): void {
    if (answers === 0) return
    this.#owed -= answers
    if (this.#owed === 0) this.#milliseconds += performance.now() - this.#since
  }
}

export interface OwedOnConnection {
  readonly asked: (command: string) => void
  /** What came from Dovecot, in whatever pieces. */
  readonly heard: (text: string) => void
  readonly closed: () => void
}
