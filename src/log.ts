import { destination, pino, stdSerializers, stdTimeFunctions } from 'pino'
import type { LogLevel } from './config.ts'
import type { Log } from './engine/index.ts'

const standardError = 2

/** JSON, a line an event, on standard error; standard output is for what people read. An error goes in `error`. */
export const createLog = (level: LogLevel): Log => {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.err },
    },
    destination({ dest: standardError, sync: true }),
  )
  return {
    debug: (event, fields = {}) => logger.debug(fields, event),
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  }
}
