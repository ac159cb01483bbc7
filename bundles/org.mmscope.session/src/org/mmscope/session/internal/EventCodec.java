package org.mmscope.session.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

import org.mmscope.kernel.event.KernelEvent;

/**
 * Writes events as a few bytes each: the number of the type, then each component of the record as a number of as many
 * bytes as it needs. Knows every type of event, also those to come, whose components are ints, longs, booleans and
 * enums.
 */
final class EventCodec {

    /** The most bytes of an event of which a type may have so many components. */
    static final int LONGEST = 1 + 12 * 10;

    private static final EventCodec[] BY_NUMBER = Arrays.stream(KernelEvent.class.getPermittedSubclasses())
            .map(EventCodec::new).toArray(EventCodec[]::new);
    private static final Map<Class<?>, Integer> NUMBERS = numbers();

    private final Class<?> type;
    private final MethodHandle[] getters;
    private final Class<?>[] types;
    private final MethodHandle constructor;

    private EventCodec(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        getters = Arrays.stream(components).map(EventCodec::getter).toArray(MethodHandle[]::new);
        try {
            constructor = MethodHandles.publicLookup().findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be logged", e);
        }
    }

    private static MethodHandle getter(RecordComponent component) {
        Class<?> type = component.getType();
        if (type != int.class && type != long.class && type != boolean.class && !type.isEnum()) {
            throw new IllegalStateException(component.getDeclaringRecord() + " cannot be logged: " + component);
        }
        try {
            MethodHandle getter = MethodHandles.publicLookup().unreflect(component.getAccessor());
            return type.isEnum() ? getter.asType(MethodType.methodType(Enum.class, KernelEvent.class))
                    : MethodHandles.explicitCastArguments(getter, MethodType.methodType(long.class, KernelEvent.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Map<Class<?>, Integer> numbers() {
        Map<Class<?>, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < BY_NUMBER.length; i++) {
            numbers.put(BY_NUMBER[i].type, i);
        }
        return numbers;
    }

    /** Writes an event. */
    static void write(KernelEvent event, ByteBuffer to) {
        int number = NUMBERS.get(event.getClass());
        to.put((byte) number);
        BY_NUMBER[number].writeComponents(event, to);
    }

    private void writeComponents(KernelEvent event, ByteBuffer to) {
        try {
            for (int i = 0; i < getters.length; i++) {
                long value = types[i].isEnum() ? ((Enum<?>) getters[i].invokeExact(event)).ordinal()
                        : (long) getters[i].invokeExact(event);
                writeNumber(value << 1 ^ value >> 63, to);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(event + " cannot be logged", e);
        }
    }

    /** Reads an event. */
    static KernelEvent read(ByteBuffer from) {
        return BY_NUMBER[from.get()].readComponents(from);
    }

    private KernelEvent readComponents(ByteBuffer from) {
        Object[] values = new Object[types.length];
        for (int i = 0; i < values.length; i++) {
            long zigzag = readNumber(from);
            values[i] = value(types[i], zigzag >>> 1 ^ -(zigzag & 1));
        }
        try {
            return (KernelEvent) constructor.invoke(values);
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be read", e);
        }
    }

    private static Object value(Class<?> type, long value) {
        if (type.isEnum()) {
            return type.getEnumConstants()[(int) value];
        }
        if (type == boolean.class) {
            return value != 0;
        }
        return type == int.class ? (Object) (int) value : (Object) value;
    }

    /** Writes seven bits a byte, the lowest first. */
    static void writeNumber(long value, ByteBuffer to) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            to.put((byte) (rest & 0x7F | 0x80));
        }
        to.put((byte) rest);
    }

    /** Reads what {@link #writeNumber} has written. */
    static long readNumber(ByteBuffer from) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
