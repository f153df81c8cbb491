// The same lines where programs put them besides the main part of a document, or in other words of its format. Each of them
// is opened and shown by the program; none is a trick.

import type { CorpusFile, FileForm } from './message.ts'

type Lines = readonly string[]
type Parts = Readonly<Record<string, string>>

/** What a file of the corpus is written as: the plain form of a format twice as often as any other. */
export const fileShapes: readonly Pick<CorpusFile, 'format' | 'form'>[] = [
  ...(['pdf', 'docx', 'xlsx', 'odt', 'csv', 'txt', 'rtf'] as const).flatMap((format) => [
    { format },
    { format },
  ]),
  ...(['web', 'diagram', 'page'] as const).map((form) => ({ format: 'docx' as const, form })),
  ...(['strings', 'comments', 'text-box', 'pivot'] as const).map((form) => ({
    format: 'xlsx' as const,
    form,
  })),
  { format: 'odt', form: 'object' },
]

export function otherForm(form: FileForm, lines: Lines): Parts {
  switch (form) {
    case 'web':
      return {
        ...types,
        'word/document2.xml': `<ns0:document><ns0:body>${each(lines, (text) => `<ns0:p>${runs(text, 'ns0:')}</ns0:p>`)}</ns0:body></ns0:document>`,
        'word/styles2.xml': '<ns0:styles/>',
      }
    case 'diagram':
      return {
        ...types,
        'word/document.xml': '<w:document><w:p><w:r><w:t>Organigramme</w:t></w:r></w:p></w:document>',
        'word/diagrams/data1.xml': `<dgm:dataModel>${each(lines, (text) => `<dgm:pt><dgm:t><a:p>${runs(text, 'a:')}</a:p></dgm:t></dgm:pt>`)}</dgm:dataModel>`,
      }
    case 'page':
      return {
        ...types,
        'word/document.xml': '<w:document><w:body><w:altChunk r:id="a"/></w:body></w:document>',
        'word/afchunk1.html': `<html><head><title>Courrier</title><body>${each(lines, (text) => `<p>${escaped(text)}`)}`,
      }
    case 'strings':
      return {
        ...workbook,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${lines.map((_line, index) => `<row><c t="s"><v>${index}</v></c></row>`).join('')}</sheetData></worksheet>`,
        'xl/SharedStrings.xml': `<sst>${each(lines, (text) => `<si><t>${escaped(text)}</t></si>`)}</sst>`,
      }
    case 'comments':
      return {
        ...workbook,
        'xl/comments1.xml': `<comments><commentList>${each(lines, (text) => `<comment><text>${runs(text)}</text></comment>`)}</commentList></comments>`,
      }
    case 'text-box':
      return {
        ...workbook,
        'xl/drawings/drawing1.xml': `<xdr:wsDr><xdr:txBody>${each(lines, (text) => `<a:p>${runs(text, 'a:')}</a:p>`)}</xdr:txBody></xdr:wsDr>`,
      }
    case 'pivot':
      return {
        ...workbook,
        'xl/pivotCache/pivotCacheDefinition1.xml': `<pivotCacheDefinition><cacheFields><cacheField name="Liste"><sharedItems>${each(lines, (text) => `<s v="${escaped(text)}"/>`)}</sharedItems></cacheField></cacheFields></pivotCacheDefinition>`,
      }
    case 'object':
      return {
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': '<office:document-content><text:p>Voir le tableau.</text:p></office:document-content>',
        'Object 1/content.xml': `<office:document-content>${each(lines, (text) => `<text:p>${escaped(text)}</text:p>`)}</office:document-content>`,
      }
  }
}

/** OpenDocument under a password: random octets, and a manifest that says so. */
export const lockedOpenDocument: Parts = {
  mimetype: 'application/vnd.oasis.opendocument.text',
  'content.xml': Array.from({ length: 500 }, (_, index) =>
    String.fromCharCode((index * index * 7 + 131) % 256),
  ).join(''),
  'META-INF/manifest.xml':
    '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
}

/** As WordPad and the programs of town halls write it: groups of nine letters, octets of Windows-1252. */
export function rich(lines: Lines): string {
  const word = (text: string): string =>
    text.replace(/[\\{}\t\u00a0]|[^\x20-\x7e]/g, (sign) => {
      if (sign === '\t') return '\\tab '
      if (sign === '\u00a0') return '\\~'
      if (/[\\{}]/.test(sign)) return `\\${sign}`
      const code = sign.charCodeAt(0)
      return code < 256 ? `\\'${code.toString(16)}` : `\\u${code}?`
    })
  const paragraph = (line: string) =>
    `\\pard ${pieces(line)
      .map((piece) => `{\\fs22 ${word(piece)}}`)
      .join('')}\\par\r\n`
  return `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Calibri;}}{\\*\\generator Mairie;}\r\n${lines.map(paragraph).join('')}}`
}

const types: Parts = { '[Content_Types].xml': '<Types/>' }

const workbook: Parts = {
  ...types,
  'xl/workbook.xml': '<workbook/>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
}

const each = (lines: Lines, written: (line: string) => string): string => lines.map(written).join('')

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,9}/g) ?? []

const runs = (text: string, prefix = ''): string =>
  pieces(text)
    .map((piece) => `<${prefix}r><${prefix}t>${escaped(piece)}</${prefix}t></${prefix}r>`)
    .join('')
