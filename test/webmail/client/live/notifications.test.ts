import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { writeSetting } from '#ui/local-setting.ts'
import { askToNotify, notificationState, notifyInBackground } from '#webmail/client/live/notifications.ts'
import { storageInMemory } from '../compose/draft/storage-in-memory.ts'

const box = '0199a000-0000-7000-8000-000000000001'
const text = 'Nouveau message — mairie@mairie-saulieu.fr'

interface Shown {
  readonly text: string
  readonly given: NotificationOptions
  readonly close: () => void
  onclick: (() => void) | null
}

let shown: Shown[] = []
let hasFocus = false
const asked = vi.fn<() => NotificationPermission>()
const focused = vi.fn<() => void>()
const opened = vi.fn<() => void>()

/** Of a browser that was told so, and where whoever is asked answers so. */
function browserWith(permission: NotificationPermission, answer: NotificationPermission = 'granted'): void {
  class Told implements Shown {
    static permission = permission
    static async requestPermission(): Promise<NotificationPermission> {
      asked()
      Told.permission = answer
      return answer
    }
    onclick: (() => void) | null = null
    readonly close = vi.fn<() => void>()
    readonly text: string
    readonly given: NotificationOptions
    constructor(said: string, given: NotificationOptions) {
      this.text = said
      this.given = given
      shown.push(this)
    }
  }
  vi.stubGlobal('Notification', Told)
  vi.stubGlobal('window', { Notification: Told, focus: focused })
}

const arrived = () => notifyInBackground({ text, language: 'fr', tag: box, onOpen: opened })

beforeEach(() => {
  shown = []
  hasFocus = false
  vi.stubGlobal('localStorage', storageInMemory())
  vi.stubGlobal('document', { hasFocus: () => hasFocus })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

test('nobody chose anything, and mail comes → nobody is asked for leave, and no notification', () => {
  browserWith('default')
  expect(notificationState(null)).toBe('off')
  arrived()
  expect(asked).not.toHaveBeenCalled()
  expect(shown).toEqual([])
})

test('turned on → asked for leave once, and on from then; turned off → asked nothing', async () => {
  browserWith('default')
  expect(await askToNotify(true)).toBe('on')
  expect(notificationState('on')).toBe('on')
  expect(await askToNotify(false)).toBeNull()
  expect(notificationState(null)).toBe('off')
  expect(asked).toHaveBeenCalledTimes(1)
})

test('mail comes while one looks elsewhere → one notification of the box; pressed → the page, its inbox, and it is gone', () => {
  browserWith('granted')
  writeSetting('notifications', 'on')
  arrived()
  expect(shown.map((each) => [each.text, each.given])).toEqual([[text, { tag: box, lang: 'fr' }]])
  expect(opened).not.toHaveBeenCalled()
  shown[0]?.onclick?.()
  expect(focused).toHaveBeenCalledTimes(1)
  expect(opened).toHaveBeenCalledTimes(1)
  expect(shown[0]?.close).toHaveBeenCalledTimes(1)
})

test('mail comes while one looks at the page → no notification', () => {
  browserWith('granted')
  writeSetting('notifications', 'on')
  hasFocus = true
  arrived()
  expect(shown).toEqual([])
})

test('turned off again, though the browser would let it → no notification', () => {
  browserWith('granted')
  writeSetting('notifications', null)
  arrived()
  expect(shown).toEqual([])
})

test('leave refused → not kept, shown as blocked, and no notification; taken back later → the same', async () => {
  browserWith('default', 'denied')
  expect(await askToNotify(true)).toBeNull()
  expect(notificationState(null)).toBe('blocked')
  arrived()
  writeSetting('notifications', 'on')
  expect(notificationState('on')).toBe('blocked')
  arrived()
  expect(shown).toEqual([])
  expect(asked).toHaveBeenCalledTimes(1)
})

test('the question closed without an answer → off, and it may be turned on another time', async () => {
  browserWith('default', 'default')
  expect(await askToNotify(true)).toBeNull()
  expect(notificationState(null)).toBe('off')
  expect(notificationState('on')).toBe('off')
})

test('a browser without notifications → none to choose, and mail comes without one', () => {
  vi.stubGlobal('window', {})
  writeSetting('notifications', 'on')
  expect(notificationState('on')).toBe('none')
  expect(arrived).not.toThrow()
})

test('a phone that lets no page show one → mail comes without one', () => {
  const refusing = Object.assign(
    function refuse() {
      throw new TypeError('Illegal constructor')
    },
    { permission: 'granted' },
  )
  vi.stubGlobal('Notification', refusing)
  vi.stubGlobal('window', { Notification: refusing })
  writeSetting('notifications', 'on')
  expect(arrived).not.toThrow()
})
