#!/bin/sh
# Makes the picture and sound that the self-test sends: a test pattern and a tone, from ffmpeg's own sources.
# Three seconds that loop; a keyframe each second, so that a participant who asks for one gets it without delay.
set -eu
cd "$(dirname "$0")/src/main/resources/org/sightline/selftest/internal"
ffmpeg -v error -y -f lavfi -i testsrc2=size=320x240:rate=15:duration=3 \
  -c:v libvpx -b:v 350k -g 15 -keyint_min 15 -auto-alt-ref 0 -lag-in-frames 0 -deadline good -cpu-used 2 \
  -fflags +bitexact -flags:v +bitexact sample.ivf
ffmpeg -v error -y -f lavfi -i sine=frequency=440:sample_rate=48000:duration=3 \
  -c:a libopus -ac 2 -b:a 32k -frame_duration 20 -vbr off -fflags +bitexact -flags:a +bitexact sample.ogg
