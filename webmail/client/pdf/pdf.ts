// The frame that shows a PDF, on a host that knows no session: takes the file from the webmail that holds it, reads it by pdf.js in a
// worker, and draws the pages in sight. No script of the file is run and no link of it leads anywhere; it is sandboxed, and the
// policy of its host lets nothing load but its own parts, without eval.

import { GlobalWorkerOptions, getDocument, version } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { Pages } from './pages.ts'
import { type FromPdf, readToPdf, type ToPdf } from './pdf-talk.ts'
import './pdf.css'

const around = window.parent
const main = document.getElementById('pages')
let webmail: string | null = location.ancestorOrigins?.[0] ?? null
let pages: Pages | null = null

const tell = (said: FromPdf): void => around.postMessage(said, webmail ?? '*')

/** Of a picture inside, in pixels: a scan of a large plan has forty million. */
const mostPixels = 64_000_000

/**
 * Sandboxed, the frame belongs to no origin, and no worker may come from one: a worker of nobody's that takes the other in. It says
 * something of itself once it is there; what it were told before would be lost.
 */
async function openWorker(): Promise<Worker> {
  const address = new URL(workerAddress, location.href).href
  const source = new Blob([`import(${JSON.stringify(address)})`], { type: 'text/javascript' })
  const worker = new Worker(URL.createObjectURL(source))
  await new Promise((resolve, reject) => {
    worker.addEventListener('message', resolve, { once: true })
    worker.addEventListener('error', reject, { once: true })
  })
  return worker
}

async function open({ octets, language, page }: Extract<ToPdf, { kind: 'open' }>): Promise<void> {
  if (main === null || pages !== null) return
  document.documentElement.lang = language
  try {
    const worker = await openWorker()
    worker.addEventListener('error', () => tell({ kind: 'failed', why: 'broken' }))
    GlobalWorkerOptions.workerPort = worker
    const pdf = await getDocument({
      data: octets,
      maxImageSize: mostPixels,
      // WebAssembly would need a policy that lets code be made: pictures of scanners are decoded by plain script instead.
      ...{
        useWasm: false,
        wasmUrl: new URL(`./pdfjs-${version}/`, new URL(workerAddress, location.href)).href,
      },
      ...{ useWorkerFetch: false, disableAutoFetch: true, disableRange: true, disableStream: true },
      ...{ enableXfa: false, stopAtErrors: false, verbosity: 0 },
    }).promise
    pages = new Pages(main, pdf, page)
    await pages.begin()
    tell({ kind: 'shown', pages: pdf.numPages })
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    tell({ kind: 'failed', why: isLocked ? 'encrypted' : 'broken' })
  }
}

if (around !== window && main !== null) {
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== around || (webmail !== null && origin !== webmail)) return
    const said = readToPdf(data)
    if (said === null) return
    webmail = origin
    if (said.kind === 'open') void open(said)
    else pages?.zoom(said.by)
  })
  document.addEventListener('keydown', ({ key, altKey, ctrlKey, metaKey, isComposing }) => {
    if (key.length <= 12 && !altKey && !ctrlKey && !metaKey && !isComposing) tell({ kind: 'key', key })
  })
  tell({ kind: 'ready' })
}
