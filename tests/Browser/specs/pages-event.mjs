// Every page of an event in the console: what is checked is in walk.mjs.
import { walk } from '../walk.mjs'

export default harness => walk(harness, 'event')
