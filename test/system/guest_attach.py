"""Takes a USB/IP device over TCP and hands the connection to the kernel (vhci-hcd), as `usbip attach` does: HOST PORT BUSID."""

import socket
import struct
import sys

VHCI = "/sys/devices/platform/vhci_hcd.0/"
FREE = "004"

host, port, bus_id = sys.argv[1:4]
line = socket.create_connection((host, int(port)), timeout=60)
line.settimeout(None)
line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
line.sendall(struct.pack(">HHI32s", 0x0111, 0x8003, 0, bus_id.encode()))
reply = line.recv(320, socket.MSG_WAITALL)
version, code, status = struct.unpack(">HHI", reply[:8])
if (code, status) != (0x0003, 0):
    sys.exit(f"refused: {status}")
bus, number, speed = struct.unpack(">III", reply[8 + 256 + 32 : 8 + 256 + 32 + 12])
with open(VHCI + "status") as status_file:
    rows = [row.split() for row in status_file.readlines()[1:]]
free = next(row[1] for row in rows if row[0] == "hs" and row[2] == FREE)
with open(VHCI + "attach", "w") as attach:
    attach.write(f"{int(free)} {line.fileno()} {bus << 16 | number} {speed}")
