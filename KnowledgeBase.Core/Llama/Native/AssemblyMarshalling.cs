using System.Runtime.CompilerServices;

// Every struct that crosses into llama.cpp is laid out as C lays it out; the runtime must not reinterpret any of them.
[assembly: DisableRuntimeMarshalling]
