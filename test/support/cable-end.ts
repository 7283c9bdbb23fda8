import { createSocket } from 'node:dgram'
import { connect, createServer } from 'node:net'
import { join } from './joined.ts'

/**
 * The end of a cable in a network of its own, as a program: what comes over TCP goes on to a socket of the file system,
 * which every network of the machine sees; UDP is sent back. Arguments: the socket, the address, the two ports.
 */
const [socket = '', host = '', port = '', echoPort = ''] = process.argv.slice(2)

const server = createServer(near => join(near, connect(socket)))
const echo = createSocket('udp4')
echo.on('message', (packet, from) => echo.send(packet, from.port, from.address))
echo.bind(Number(echoPort), host, () =>
  server.listen(Number(port), host, () => process.stdout.write('ready\n')),
)
