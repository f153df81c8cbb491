// The text of a PDF, and what was typed into its form, by pdf.js in the build of unpdf, which needs neither a screen nor
// any other package. Runs no script of the file and fetches nothing.

import { getDocumentProxy } from 'unpdf'
import { type Budget, type FileReading, mostPages, unreadable } from './budget.ts'

export async function pdfText(content: Buffer, budget: Budget): Promise<FileReading> {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(content), {
      useWorkerFetch: false,
      disableFontFace: true,
      stopAtErrors: false,
      verbosity: 0,
    })
    try {
      return await pagesOf(pdf, budget)
    } finally {
      await pdf.loadingTask.destroy()
    }
  } catch (error) {
    // pdf.js names it so; a password only to change the file opens without.
    return error instanceof Error && error.name === 'PasswordException'
      ? { texts: [], kinds: ['encrypted-file'] }
      : unreadable()
  }
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

async function pagesOf(pdf: Pdf, budget: Budget): Promise<FileReading> {
  const texts = [await formValues(pdf)]
  for (let number = 1; number <= pdf.numPages; number += 1) {
    if (number > mostPages || budget.characters <= 0) return { texts, kinds: ['unreadable-file'] }
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    budget.characters -= text.length
    texts.push(text)
    page.cleanup()
  }
  return { texts, kinds: [] }
}

/** `name value` by lines: the name of a field is often the word that tells what its value is. */
async function formValues(pdf: Pdf): Promise<string> {
  const fields = await pdf.getFieldObjects()
  if (fields === null) return ''
  return Object.entries(fields)
    .flatMap(([name, objects]) =>
      objects.map((field) =>
        'value' in field && typeof field.value === 'string' ? `${name} ${field.value}` : '',
      ),
    )
    .join('\n')
}
