// A message with files attached, as a mail program sends it.

export interface FileAttached {
  readonly name: string
  readonly type?: string
  readonly content: Buffer
}

export const messageWithFiles = (subject: string, files: readonly FileAttached[]): string =>
  [
    'From: Sophie Vauthier <contact@vauthier.test>',
    'To: mairie@mairie-saulieu.test',
    `Message-ID: <${crypto.randomUUID()}@vauthier.test>`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Tue, 03 Mar 2026 14:12:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="files"',
    '',
    '--files',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Voici les pièces.',
    ...files.flatMap(({ name, type = 'application/octet-stream', content }) => [
      '--files',
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    ]),
    '--files--',
    '',
  ].join('\r\n')
