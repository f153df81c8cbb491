// Signatures that find the EICAR test file and nothing else: what clamd starts with where no official database can be
// fetched. They are written in hexadecimal, so that no scanner takes this file for the test file.

export interface SignatureFile {
  readonly name: string
  readonly content: string
}

const eicarHex =
  '58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d414e544956495255532d544553542d46494c452124482b482a'

/** For the folder of signatures: by content in any position, and by checksum of the exact file. */
export function testSignatures(): readonly SignatureFile[] {
  return [
    { name: 'eicar.ndb', content: `Vaguemestre.Test.Eicar:0:*:${eicarHex}\n` },
    { name: 'eicar.hdb', content: '44d88612fea8a8f36de82e1278abb02f:68:Vaguemestre.Test.Eicar\n' },
  ]
}
