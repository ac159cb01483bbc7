# Two copies of a program are not twice the memory: what they do not store to is there once.
machine profile=xp memory=64MB pagefile=128MB
file "C:\program.exe" from="program.exe"
process A image="C:\program.exe"
A: touch(0x401000, 0x4000)
A: store32(0x403000, 1)
snapshot "one copy"
process B image="C:\program.exe"
B: touch(0x401000, 0x4000)
B: store32(0x403000, 1)
snapshot "two copies"
