# The program of the figures: four pages of code, constants and data, imports of nothing.
# i686-w64-mingw32-as -o program.o program.s
# i686-w64-mingw32-ld -s -e _start --image-base 0x400000 -o program.exe program.o
 .text
 .globl _start
_start: movl counter, %eax
 addl $1, %eax
 movl %eax, counter
 ret
 .fill 5000, 1, 0x90
 .data
counter: .long 0
 .ascii "what the program stores to"
 .fill 600, 1, 1
 .section .rdata,"dr"
 .asciz "what it only reads"
 .fill 600, 1, 2
