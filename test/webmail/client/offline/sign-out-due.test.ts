import { expect, test } from 'vitest'
import { endOrOwe, finishSignOut, settleSignOut } from '#webmail/client/offline/sign-out-due.ts'

/** A browser, and a server that answers or does not. */
function inBrowser({ due = false, answers = true, keeps = true } = {}) {
  const said: string[] = []
  let isDue = due
  return {
    said,
    ports: {
      async end() {
        said.push('asked')
        return answers
      },
      isDue: () => isDue,
      setDue(person: string | null) {
        said.push(person === null ? 'not due' : `due ${person}`)
        isDue = person !== null && keeps
      },
    },
  }
}

test('signing out with a network → owed before the server is asked, and not after it answered', async () => {
  const { said, ports } = inBrowser()
  expect(await endOrOwe('claire', ports)).toBe('ended')
  expect(said).toEqual(['due claire', 'asked', 'not due'])
})

test('signing out without a network → owed', async () => {
  const { said, ports } = inBrowser({ answers: false })
  expect(await endOrOwe('claire', ports)).toBe('due')
  expect(said).toEqual(['due claire', 'asked'])
  expect(ports.isDue()).toBe(true)
})

test('neither a network nor a browser that keeps anything → not as if it were done', async () => {
  const { ports } = inBrowser({ answers: false, keeps: false })
  expect(await endOrOwe('claire', ports)).toBe('impossible')
})

test('owed, and still no network → owed', async () => {
  const { ports } = inBrowser({ due: true, answers: false })
  expect([await finishSignOut(ports), ports.isDue()]).toEqual([false, true])
})

test('owed, and the network is back → ended, and owed no more', async () => {
  const { said, ports } = inBrowser({ due: true })
  expect([await finishSignOut(ports), ports.isDue()]).toEqual([true, false])
  expect(said).toEqual(['asked', 'not due'])
})

test('owed no more, as another tab did it → whoever signed in since stays signed in', async () => {
  const { said, ports } = inBrowser()
  expect(await finishSignOut(ports)).toBe(true)
  expect(said).toEqual([])
})

test('owed, and somebody signs in before it was done → they stay signed in', async () => {
  const { said, ports } = inBrowser({ due: true, answers: false })
  await finishSignOut(ports)
  settleSignOut(ports)
  expect([ports.isDue(), await finishSignOut(ports)]).toEqual([false, true])
  expect(said).toEqual(['asked', 'not due'])
})
