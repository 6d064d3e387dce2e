import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 'v1'
/** 96 bits, as GCM is made for (NIST SP 800-38D, 8.2). */
const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM; gives `v1.iv.text.tag`, base64url. `about` is bound in and must be the same at opening. */
export function sealBytes(key: Buffer, about: string, bytes: Buffer): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about))
  const text = Buffer.concat([cipher.update(bytes), cipher.final()])
  return [VERSION, ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.')
}

/** Undefined when the key or `about` is another, or the text was changed. */
export function openBytes(key: Buffer, about: string, sealed: string): Buffer | undefined {
  const [version, ...parts] = sealed.split('.')
  const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (version !== VERSION || parts.length !== 3 || !iv || !text || !tag) return undefined
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about)).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(text), decipher.final()])
  } catch {
    return undefined
  }
}
