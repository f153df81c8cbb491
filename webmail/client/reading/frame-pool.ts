// Frames of the content host that are at hand. Loading one takes longer than showing a message in it, so where a browser can move a
// frame without loading it anew (Element.moveBefore, of the standard since 2025), the next message takes one that is ready. A frame
// shows one message in its life: whatever that one did to it ends with it.

import { whenIdle } from '#ui/page/when-idle.ts'
import { readFromFrame } from '../html/frame-talk.ts'

export interface TakenFrame {
  readonly frame: HTMLIFrameElement
  /** It said so before it was taken, and will not say it again. */
  readonly isReady: boolean
}

const shown = 'html-frame'
/** A message is shown sooner in a frame that is there; what one waits for comes before. */
const preparedWithinMs = 4_000
/** The network went, or the content host did. */
const patienceMs = 20_000

/** One is taken while the next comes: to go back and open another conversation is a matter of a moment. */
const sparesWanted = 2

const spares: HTMLIFrameElement[] = []
let isComing = false
let shelf: HTMLElement | null = null

const canMove = (): boolean => 'moveBefore' in Element.prototype

/** Into `place`, which is in the document; `page` is what a frame loads. */
export function takeFrame(place: HTMLElement, page: string): TakenFrame {
  const ready = spares.shift()
  prepareFrame(page)
  if (ready !== undefined && isMoved(ready, place)) {
    ready.className = shown
    return { frame: ready, isReady: true }
  }
  const frame = newFrame(page, shown)
  place.append(frame)
  return { frame, isReady: false }
}

/** For the next messages, one after the other, once nothing else is to be done. */
export function prepareFrame(page: string): void {
  if (!canMove() || isComing || spares.length >= sparesWanted) return
  isComing = true
  whenIdle(() => load(page), preparedWithinMs)
}

function load(page: string): void {
  const frame = newFrame(page, 'html-frame-coming')
  const end = (): void => {
    clearTimeout(timer)
    removeEventListener('message', hear)
    isComing = false
  }
  const hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source === null || source !== frame.contentWindow || readFromFrame(data)?.kind !== 'ready') return
    end()
    frame.className = 'html-frame-spare'
    spares.push(frame)
    prepareFrame(page)
  }
  const timer = setTimeout(() => {
    end()
    neverReady.add(page)
    frame.remove()
  }, patienceMs)
  addEventListener('message', hear)
  shelfInPage().append(frame)
}

/** Whatever a browser keeps under their name. */
const neverReady = new Set<string>()

/** Under the name of no build it is what the server has. */
const asOfNow = (page: string): string => page.replace(/\?.*$/, '')

/** `page`, or what the server has in its place where it never came to be ready. */
export const pageToLoad = (page: string): string => (neverReady.has(page) ? asOfNow(page) : page)

/** For a frame that does not say that it is ready, and those after it. */
export function loadAnew(frame: HTMLIFrameElement, page: string): void {
  neverReady.add(page)
  frame.src = asOfNow(page)
}

function newFrame(page: string, className: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = className
  frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox')
  frame.src = pageToLoad(page)
  return frame
}

/** False where the browser refuses: one of the two is no longer in the page. */
function isMoved(frame: HTMLIFrameElement, to: HTMLElement): boolean {
  try {
    to.moveBefore(frame, null)
    return true
  } catch {
    frame.remove()
    return false
  }
}

/** Neither seen nor heard. */
function shelfInPage(): HTMLElement {
  if (shelf === null) {
    shelf = document.createElement('div')
    shelf.className = 'html-frame-shelf'
    shelf.inert = true
    shelf.ariaHidden = 'true'
  }
  if (!shelf.isConnected) document.body.append(shelf)
  return shelf
}
