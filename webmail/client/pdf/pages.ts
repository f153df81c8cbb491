// The pages of a PDF one below the other, each drawn when it comes in sight and given up when it is far from it: of a thousand pages
// a few are in memory. Over each picture lies its text, to be selected and heard.

import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist'
import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** No more is read on a screen. */
const mostPages = 500
/** Of one picture; whatever a screen could show more sharply. */
const mostCanvasPixels = 16_000_000
const margin = 16
const widest = 980

interface Drawn {
  readonly page: PDFPageProxy
  readonly task: RenderTask
}

export class Pages {
  readonly #around: HTMLElement
  readonly #pdf: PDFDocumentProxy
  readonly #places: HTMLElement[] = []
  readonly #drawn = new Map<HTMLElement, Drawn>()
  readonly #inSight = new Set<HTMLElement>()
  readonly #observer: IntersectionObserver
  readonly #word: string
  #zoom = 1

  constructor(around: HTMLElement, pdf: PDFDocumentProxy, word: string) {
    this.#around = around
    this.#pdf = pdf
    this.#word = word
    this.#observer = new IntersectionObserver((seen) => this.#see(seen), { rootMargin: '600px 0px' })
  }

  /** Resolves once the first page is drawn; rejects where it cannot be. */
  async begin(): Promise<void> {
    const first = await this.#pdf.getPage(1)
    for (let number = 1; number <= Math.min(this.#pdf.numPages, mostPages); number += 1) {
      const place = document.createElement('section')
      place.className = 'page'
      place.dataset.number = String(number)
      place.setAttribute('aria-label', `${this.#word} ${number}`)
      this.#sized(place, first)
      this.#places.push(place)
    }
    this.#around.replaceChildren(...this.#places)
    const [place] = this.#places
    if (place === undefined) return
    this.#inSight.add(place)
    await this.#draw(place)
    for (const each of this.#places) this.#observer.observe(each)
    let width = document.documentElement.clientWidth
    addEventListener('resize', () => {
      if (document.documentElement.clientWidth === width) return
      width = document.documentElement.clientWidth
      this.zoom(this.#zoom)
    })
  }

  zoom(by: number): void {
    this.#zoom = by
    const { scrollTop, scrollHeight } = document.documentElement
    for (const place of this.#places) this.#forget(place)
    void this.#pdf.getPage(1).then((first) => {
      for (const place of this.#places) this.#sized(place, first)
      document.documentElement.scrollTop =
        (scrollTop / Math.max(1, scrollHeight)) * document.documentElement.scrollHeight
      for (const place of this.#inSight) void this.#draw(place).catch(() => undefined)
    })
  }

  #see(seen: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of seen) {
      if (!(target instanceof HTMLElement)) continue
      if (isIntersecting) {
        this.#inSight.add(target)
        // What cannot be drawn stays a blank page.
        void this.#draw(target).catch(() => undefined)
      } else {
        this.#inSight.delete(target)
        this.#forget(target)
      }
    }
  }

  #viewport(page: PDFPageProxy) {
    const { width } = page.getViewport({ scale: 1 })
    const room = Math.min(document.documentElement.clientWidth, widest) - 2 * margin
    return page.getViewport({ scale: Math.max(0.1, (Math.max(room, 100) / width) * this.#zoom) })
  }

  #sized(place: HTMLElement, page: PDFPageProxy) {
    const viewport = this.#viewport(page)
    place.style.inlineSize = `${Math.floor(viewport.width)}px`
    place.style.blockSize = `${Math.floor(viewport.height)}px`
    place.style.setProperty('--total-scale-factor', String(viewport.scale))
    return viewport
  }

  async #draw(place: HTMLElement): Promise<void> {
    if (this.#drawn.has(place)) return
    const page = await this.#pdf.getPage(Number(place.dataset.number))
    if (this.#drawn.has(place) || !this.#inSight.has(place)) return
    const viewport = this.#sized(place, page)
    const canvas = document.createElement('canvas')
    const sharpest = Math.sqrt(mostCanvasPixels / (viewport.width * viewport.height))
    const sharpness = Math.min(devicePixelRatio || 1, 2, sharpest)
    canvas.width = Math.max(1, Math.floor(viewport.width * sharpness))
    canvas.height = Math.max(1, Math.floor(viewport.height * sharpness))
    const task = page.render({ canvas, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] })
    this.#drawn.set(place, { page, task })
    const text = document.createElement('div')
    text.className = 'text'
    place.replaceChildren(canvas, text)
    await task.promise
    const textContentSource = page.streamTextContent()
    await new TextLayer({ textContentSource, container: text, viewport }).render().catch(() => undefined)
  }

  #forget(place: HTMLElement): void {
    const drawn = this.#drawn.get(place)
    if (drawn === undefined) return
    this.#drawn.delete(place)
    drawn.task.cancel()
    for (const canvas of place.querySelectorAll('canvas')) canvas.width = canvas.height = 0
    place.replaceChildren()
    // A page that is being drawn is not cleaned, and is the next time.
    drawn.page.cleanup()
  }
}
