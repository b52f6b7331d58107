// Every other page of the console: what is checked is in walk.mjs.
import { walk } from '../walk.mjs'

export default harness => walk(harness, 'console')
