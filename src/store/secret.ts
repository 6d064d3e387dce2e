import { Buffer } from 'node:buffer'
import { createHmac, hkdfSync } from 'node:crypto'

const SECRET_BYTES = 32
/** Eight hex digits tell two secrets apart and tell nothing of either. */
const FINGERPRINT_DIGITS = 8

/** What the secret is used for: each use has a key of its own. */
type Use = 'wrap' | 'owner' | 'hash' | 'fingerprint'

/**
 * A key derived (HKDF-SHA-256) from the secret.
 *
 * @throws Error when the secret is not 32 bytes in base64url
 */
export function deriveKey(secret: string, use: Use): Buffer {
  const bytes = Buffer.from(secret, 'base64url')
  if (bytes.length !== SECRET_BYTES || bytes.toString('base64url') !== secret) {
    throw new Error('the secret must be 32 bytes in base64url')
  }
  return Buffer.from(hkdfSync('sha256', bytes, '', `reachout ${use} v1`, SECRET_BYTES))
}

/** Tells which secret it was, without telling it. */
export function fingerprintOf(secret: string): string {
  const hash = createHmac('sha256', deriveKey(secret, 'fingerprint')).update('reachout').digest('hex')
  return hash.slice(0, FINGERPRINT_DIGITS)
}

/** @throws Error with one sentence when `found` is there and is of another secret */
export function checkFingerprint(what: string, secret: string, found: string | undefined): string {
  const given = fingerprintOf(secret)
  if (found !== undefined && found !== given) {
    throw new Error(
      `${what} was written with another secret (fingerprint ${found}, and the one given has ${given}): ` +
        'start with the secret it was made with',
    )
  }
  return given
}
