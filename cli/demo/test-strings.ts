// The test strings of the antivirus (EICAR) and antispam (GTUBE) industries, in pieces so that no scanner stops at this
// file.

export const eicar = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}',
  '$EICAR-STANDARD-ANTIVIRUS',
  '-TEST-FILE!',
  '$H+H*',
].join('')
export const gtube = ['XJS*C4JDBQADN1.NSBN3*2IDNEN*', 'GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL', '*C.34X'].join('')
