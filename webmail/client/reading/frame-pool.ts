// Frames of the content host that are at hand. Loading one takes longer than showing a message in it, so where a browser can move a
// frame without loading it anew (Element.moveBefore, of the standard since 2025), a message takes one that is ready and gives it
// back empty; elsewhere each message has a new one.

import { readFromFrame, type ToFrame } from '../html/frame-talk.ts'

export interface TakenFrame {
  readonly frame: HTMLIFrameElement
  /** It said so before it was taken, and will not say it again. */
  readonly isReady: boolean
}

/** Of conversations most have no more messages unfolded. */
const mostSpare = 2
const nothing: ToFrame = { kind: 'show', html: '', styles: '', language: '', marks: [] }

const spare: HTMLIFrameElement[] = []
let shelf: HTMLElement | null = null
let isComing = false

const canMove = (): boolean => 'moveBefore' in Element.prototype

/** Into `place`, which is in the page. */
export function takeFrame(place: HTMLElement, contentOrigin: string): TakenFrame {
  const ready = spare.pop()
  if (ready !== undefined && isMoved(ready, place)) {
    ready.className = 'html-frame'
    return { frame: ready, isReady: true }
  }
  const frame = newFrame(contentOrigin, 'html-frame')
  place.append(frame)
  return { frame, isReady: false }
}

/** While it is still in the page. */
export function giveBack({ frame, isReady }: TakenFrame): void {
  if (!isReady || spare.length >= mostSpare || !canMove() || !isMoved(frame, shelfInPage())) {
    frame.remove()
    return
  }
  frame.className = 'html-frame-spare'
  frame.title = ''
  // Whoever comes next sees nothing of what was read before.
  frame.contentWindow?.postMessage(nothing, '*')
  spare.push(frame)
}

/** One for the first message, once nothing else is to be done. */
export function prepareFrame(contentOrigin: string): void {
  if (!canMove() || isComing || spare.length > 0) return
  isComing = true
  const frame = newFrame(contentOrigin, 'html-frame-spare')
  const hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source === null || source !== frame.contentWindow) return
    if (readFromFrame(data)?.kind !== 'ready') return
    removeEventListener('message', hear)
    isComing = false
    spare.push(frame)
  }
  addEventListener('message', hear)
  shelfInPage().append(frame)
}

function newFrame(contentOrigin: string, className: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = className
  frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox')
  frame.src = `${contentOrigin}/frame`
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
